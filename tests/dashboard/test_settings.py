"""What is set from outside: read once, refused in words of what to write."""

import pytest

from dashboard.settings import BadSettings, parse_prefix, read_settings

KEY = "kunci-yang-panjang"


def test_nothing_set_is_no_prefix_no_login_and_no_review():
    settings = read_settings({"NETRALITAS_USER": "", "NETRALITAS_REVIEW_KEY": ""})
    assert (settings.prefix, settings.has_login, settings.review_key) == ("", False, None)


def test_secrets_are_read_and_never_printed(tmp_path):
    (tmp_path / "sandi").write_text("rahasia-besar\nbaris kedua\n", encoding="utf-8")
    settings = read_settings(
        {
            "NETRALITAS_USER": "redaksi",
            "NETRALITAS_PASSWORD_FILE": str(tmp_path / "sandi"),
            "NETRALITAS_REVIEW_KEY": KEY,
        },
        "/netralitas/",
    )
    assert (settings.user, settings.password, settings.review_key) == ("redaksi", "rahasia-besar", KEY)
    assert settings.prefix == "/netralitas"
    assert "rahasia" not in repr(settings)
    assert KEY not in repr(settings)


@pytest.mark.parametrize(
    ("environ", "message"),
    [
        ({"NETRALITAS_USER": "redaksi"}, "NETRALITAS_PASSWORD .* is not set"),
        ({"NETRALITAS_PASSWORD": "x"}, "NETRALITAS_USER is not set"),
        ({"NETRALITAS_USER": "a:b", "NETRALITAS_PASSWORD": "x"}, "must not hold a colon"),
        ({"NETRALITAS_REVIEW_KEY": "pendek"}, "shorter than 16 characters"),
        ({"NETRALITAS_REVIEW_KEY": KEY, "NETRALITAS_REVIEW_KEY_FILE": "/x"}, "are both set"),
        ({"NETRALITAS_REVIEW_KEY_FILE": "/nowhere/key"}, "NETRALITAS_REVIEW_KEY_FILE: /nowhere/key cannot be read"),
        ({"NETRALITAS_REVIEW_KEY_FILE": "/dev/null"}, "the first line of /dev/null is empty"),
    ],
)
def test_a_setting_that_cannot_be_is_refused(environ, message):
    with pytest.raises(BadSettings, match=message):
        read_settings(environ)


@pytest.mark.parametrize(("text", "prefix"), [("", ""), ("/", ""), ("/a/", "/a"), ("/a/b-c.d", "/a/b-c.d")])
def test_the_path_to_stand_under(text, prefix):
    assert parse_prefix(text) == prefix


@pytest.mark.parametrize("text", ["netralitas", "/a//b", "/../x", "/a b", "/a?b", "//host/x", "/<b>"])
def test_what_is_no_path_is_refused(text):
    with pytest.raises(BadSettings, match="no path to stand under"):
        parse_prefix(text)
