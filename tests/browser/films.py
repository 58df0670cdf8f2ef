"""What a camera would see, for Chromium's camera that plays a film instead."""

from io import BytesIO

import segno
from PIL import Image, ImageDraw, ImageFilter

SIZE = (640, 480)
RATE = 10
"""Frames in a second."""
TABLE = 96
PAPER = 235
COUPON = (300, 190)


def coupon(code, *, turned=7, blur=1.1):
    """A frame with a coupon held before the camera: not straight, not sharp, not white."""
    paper = Image.new("L", COUPON, PAPER)
    paper.paste(_qr(code, 130), (14, 30))
    draw = ImageDraw.Draw(paper)
    draw.text((160, 50), "BANTUAN SOSIAL", fill=20)
    draw.text((160, 75), code, fill=20)
    frame = Image.new("L", SIZE, TABLE)
    lying = paper.rotate(turned, expand=True, fillcolor=TABLE, resample=Image.Resampling.BICUBIC)
    frame.paste(lying, ((SIZE[0] - lying.width) // 2, (SIZE[1] - lying.height) // 2))
    frame = frame.filter(ImageFilter.GaussianBlur(blur))
    # The mark by which a test sees when the coupon came into view.
    frame.paste(255, (0, 0, 40, 40))
    return frame


def nothing():
    return Image.new("L", SIZE, TABLE)


def film(path, scenes):
    """
    Write scenes as a film without colour, which the camera plays over and over.

    :param scenes: pairs of a frame and for how many seconds it stays.
    """
    grey = bytes([128]) * (SIZE[0] * SIZE[1] // 2)
    with path.open("wb") as out:
        out.write(f"YUV4MPEG2 W{SIZE[0]} H{SIZE[1]} F{RATE}:1 Ip A1:1 C420jpeg\n".encode())
        for frame, seconds in scenes:
            for _ in range(round(seconds * RATE)):
                out.write(b"FRAME\n" + frame.tobytes() + grey)
    return path


def _qr(code, side):
    out = BytesIO()
    segno.make(code, error="m", micro=False).save(out, kind="png", scale=8, border=4)
    return Image.open(out).convert("L").resize((side, side), Image.Resampling.BICUBIC)
