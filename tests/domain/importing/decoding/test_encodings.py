"""Without a byte order mark, the letters show the encoding. Damaged text is read as far as possible and reported."""

import pytest

from queue_app.domain.importing.decoding.encodings import decode

RUSSIAN = "Исправить вход, Добавить экран. Борис, Закрыта Новый В работе"
JAPANESE = "題名 ステータス 新規 印刷の手順"
TEXTS = {
    "cp1251": RUSSIAN,
    "koi8_r": RUSSIAN,
    "cp1250": "Zgłoszenie błędu: żółta łódź, ścieżka; Příliš žluťoučký kůň",
    "cp1252": "“quoted” – it’s … Größe",
    "cp1253": "Διόρθωση σελίδας εισόδου",
    "cp1254": "Giriş sayfasını düzelt; Yapılacak; şifre, Çözüldü İş",
    "cp932": JAPANESE,
    "euc_jp": JAPANESE,
    "gb18030": "标题 状态 新建 修复登录页面的问题，已完成",
    "big5": "標題 狀態 新增 修復登入頁面的問題",
    "euc_kr": "제목 상태 신규 로그인 화면을 고친다",
    "mac_roman": "Größe und Gewicht; été; niño",
    "cp850": "Größe und Gewicht; für Häuser",
    "utf-16": "Größe",
    "utf-8-sig": "Größe",
}


@pytest.mark.parametrize("encoding", TEXTS)
def test_the_encoding_is_told_by_the_letters(encoding):
    decoded = decode(f"title\n{TEXTS[encoding]}\n".encode(encoding))
    assert decoded.encoding == encoding
    assert TEXTS[encoding] in decoded.text
    assert decoded.broken == ()


def test_latin_1_is_named_where_no_byte_is_of_windows():
    assert decode("title\nRéparer l'accès; Größe\n".encode("latin-1")).encoding == "iso-8859-1"
    assert decode("sep=;\ntitle\ncafé\n".encode("latin-1")).encoding == "cp1252"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(codec):
    assert decode("title,state\nGröße,done\n".encode(codec)).text.startswith("title,state\nGröße")


def test_a_broken_byte_in_utf_8_is_told_with_its_line():
    decoded = decode("title\nGröße, Häuser, für\nü".encode().replace(b"\xc3\xa4", b"\xc3") + b"\n")
    assert (decoded.encoding, decoded.broken) == ("utf-8", (2,))
    assert decode("title\nabc\nGröße ü".encode()[:-1]).encoding == "utf-8"


def test_a_chosen_encoding_is_taken():
    assert decode("Größe".encode("cp1252"), "cp1251").text == "GrцЯe"
