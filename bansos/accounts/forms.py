from django.contrib.auth.forms import AuthenticationForm


class SignInForm(AuthenticationForm):
    """Answers a wrong name and a wrong password alike: neither says which accounts exist."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Nama pengguna"
        self.fields["password"].label = "Kata sandi"

    def get_invalid_login_error(self):
        error = super().get_invalid_login_error()
        error.message = "Nama pengguna atau kata sandi tidak cocok."
        return error
