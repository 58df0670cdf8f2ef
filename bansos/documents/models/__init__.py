from .press_release import PressRelease

__all__ = ["PressRelease"]
