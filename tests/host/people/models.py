"""Users with an address and a role: whether they work here, or still may, no column says."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models


class People(BaseUserManager):
    def create_superuser(self, email, password):
        person = self.model(email=email, role="editor", is_superuser=True)
        person.set_password(password)
        person.save()
        return person


class Person(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(unique=True)
    role = models.CharField(max_length=10, default="reader")

    objects = People()

    USERNAME_FIELD = EMAIL_FIELD = "email"

    def __str__(self):
        return self.email

    @property
    def is_staff(self):
        return self.role == "editor"

    @property
    def is_active(self):
        return self.role != "gone"
