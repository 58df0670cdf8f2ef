from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models


class UserManager(DjangoUserManager):
    def create_user(self, username, email=None, password=None, **fields):
        return self._create_user(username, email, password, **fields)

    def create_superuser(self, username, email=None, password=None, **fields):
        return self._create_user(username, email, password, is_superuser=True, **fields)


class User(AbstractUser):
    """
    A person who signs in. What they may do follows from their postings alone.

    A superuser exists only to make the first administrator.
    """

    first_name = None
    last_name = None
    groups = None
    user_permissions = None
    is_staff = None

    # Many Indonesians have one name; titles and bin/binti follow it.
    name = models.CharField("nama", max_length=150)
    is_demo = models.BooleanField("akun peragaan", default=False, editable=False)

    objects = UserManager()

    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "pengguna"
        verbose_name_plural = "pengguna"

    def __str__(self):
        return self.name or self.username

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name.partition(" ")[0]
