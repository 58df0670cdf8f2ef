import pytest
from hypothesis import given
from hypothesis import strategies as st

from bansos.privacy.codes import Register, code_of, id_of


@given(st.sampled_from(list(Register)), st.integers(1, 10**18 - 1))
def test_a_code_comes_home_as_the_id_it_was(register, pk):
    assert id_of(register, code_of(register, pk)) == pk
    assert id_of(register, f" {code_of(register, pk).lower()} ") == pk


@pytest.mark.parametrize(
    "text", ["", "K12", "12", "K012-00000000", "K12-00000000", "=K12", "K-1-0"]
)
def test_what_nobody_gave_out_is_no_code(text):
    with pytest.raises(ValueError, match="bukan kode Bansos"):
        id_of(Register.FAMILIES, text)


def test_a_code_that_was_counted_on_is_nobodys():
    code = code_of(Register.FAMILIES, 12)

    for other in [code.replace("K12", "K13"), code[:-1] + ("0" if code[-1] != "0" else "1")]:
        with pytest.raises(ValueError, match="bukan kode Bansos"):
            id_of(Register.FAMILIES, other)


def test_the_code_of_an_inmate_is_none_of_a_family():
    with pytest.raises(ValueError, match="bukan kode Bansos"):
        id_of(Register.FAMILIES, code_of(Register.INMATES, 12))
