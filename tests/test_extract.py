"""Extract: every file of a folder becomes a document or a refusal with a reason; its text is what was stored.

The tests may run as root, to whom no permission bit says no: files that cannot be read are named pipes, sockets, links
to nowhere and paths too long for the system, and the one test of permission bits scans as another user.
"""

import codecs
import json
import os
import socket
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.extract import Limits, Scan, scan
from etl.extract.decode import NotText, decode
from etl.extract.discover import discover
from etl.extract.formats import read_file
from etl.extract.model import Reason, Refusal, StoredFile

SCAN_AS_NOBODY = """
import json, os, sys
from pathlib import Path
from etl.extract import scan
scan(Path(sys.argv[1]))  # loads all of the program, which the other user may not be allowed to read
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
found = scan(Path(sys.argv[1]))
refused = dict(found.rejects.select("source_file", "reason").iter_rows())
print(json.dumps([found.documents.get_column("source_file").to_list(), refused]))
"""


def reasons(found: Scan) -> dict[str, str]:
    """source_file -> reason of everything that was refused."""
    return dict(found.rejects.select("source_file", "reason").iter_rows())


def files(found: Scan) -> list[str]:
    return found.documents.get_column("source_file").to_list()


class TestScan:
    def test_a_text_file_is_one_document(self, tmp_path: Path) -> None:
        stored = "  Hà Nội —\r\n\tBùi Thanh Sơn said…\n\n".encode()
        (tmp_path / "a.txt").write_bytes(stored)

        row = scan(tmp_path).documents.row(0, named=True)

        assert row == {
            "source_uri": (tmp_path / "a.txt").as_uri(),
            "source_file": "a.txt",
            "content_hash": sha256(stored).hexdigest(),
            "text": stored.decode(),
            "metadata": "{}",
            "encoding": "utf-8",
            "size_bytes": len(stored),
        }

    def test_folders_are_walked_to_the_bottom_and_rows_are_sorted(self, tmp_path: Path) -> None:
        for name in ("z.txt", "b/2/deep.TXT", "b/1.txt", "a.txt"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(name)

        assert files(scan(tmp_path)) == ["a.txt", "b/1.txt", "b/2/deep.TXT", "z.txt"]

    def test_an_empty_folder_gives_two_empty_frames(self, tmp_path: Path) -> None:
        found = scan(tmp_path)

        assert found.documents.height == found.rejects.height == 0
        assert found.folder_uri == tmp_path.as_uri()

    def test_a_folder_that_is_not_there_is_an_error(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()

        with pytest.raises(FileNotFoundError):
            scan(tmp_path / "missing")
        with pytest.raises(NotADirectoryError):
            scan(tmp_path / "file")

    def test_hidden_files_and_what_editors_leave_behind_are_no_documents(self, tmp_path: Path) -> None:
        (tmp_path / ".git").mkdir()
        for name in (".gitkeep", ".a.txt.swp", ".git/x.txt", "a.txt~", "#a.txt#", "~$a.txt", "a.txt.part", "b.TMP"):
            (tmp_path / name).write_text("not a document")
        (tmp_path / "#1 of 2.txt").write_text("a document")

        found = scan(tmp_path)

        assert files(found) == ["#1 of 2.txt"]
        assert reasons(found) == {}

    def test_the_content_says_what_a_file_is_whatever_its_name(self, tmp_path: Path) -> None:
        (tmp_path / "report.docx").write_text("text all the same")
        (tmp_path / "README").write_text("text all the same")
        (tmp_path / "article.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
        (tmp_path / "scan").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

        found = scan(tmp_path)

        assert files(found) == ["README", "report.docx"]
        assert reasons(found) == {"article.txt": "binary", "scan": "binary"}
        assert found.rejects.get_column("detail").to_list() == ["begins like a PNG image", "begins like a PDF document"]

    def test_a_file_of_the_size_limit_is_read_and_a_larger_one_is_not(self, tmp_path: Path) -> None:
        (tmp_path / "fits.txt").write_bytes(b"x" * 1000)
        (tmp_path / "large.txt").write_bytes(b"x" * 1001)
        with (tmp_path / "huge.txt").open("wb") as sparse:
            sparse.truncate(1 << 40)  # a terabyte: reading it whole would not end

        found = scan(tmp_path, Limits(max_bytes=1000))

        assert files(found) == ["fits.txt"]
        assert reasons(found) == {"huge.txt": "oversized", "large.txt": "oversized"}
        assert found.rejects.get_column("content_hash").to_list() == [None, None]

    def test_what_the_system_does_not_hand_over_is_unreadable(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.txt")
        (tmp_path / "nowhere.txt").symlink_to(tmp_path / "gone.txt")
        (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(tmp_path / "socket.txt"))
            found = scan(tmp_path)

        assert set(reasons(found)) == {"loop.txt", "nowhere.txt", "pipe.txt", "socket.txt"}
        assert set(reasons(found).values()) == {"unreadable"}
        assert all(found.rejects.get_column("detail"))

    @pytest.mark.slow
    def test_a_file_or_folder_without_permission_is_unreadable(self) -> None:
        with tempfile.TemporaryDirectory() as name:  # pytest's own folders are closed to other users
            folder = Path(name)
            folder.chmod(0o755)
            (folder / "open.txt").write_text("x")
            (folder / "secret.txt").write_text("x")
            (folder / "secret.txt").chmod(0)
            (folder / "closed").mkdir(mode=0)
            done = subprocess.run(
                [sys.executable, "-c", SCAN_AS_NOBODY, name], capture_output=True, text=True, check=True, timeout=240
            )

        assert json.loads(done.stdout) == [["open.txt"], {"closed": "unreadable", "secret.txt": "unreadable"}]

    def test_a_folder_that_cannot_be_listed_is_unreadable_and_the_rest_is_read(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("x")
        below = os.open(tmp_path, os.O_RDONLY)
        for _ in range(20):  # 20 names of 250 bytes: more than the 4,096 of a path
            os.mkdir("d" * 250, dir_fd=below)
            deeper = os.open("d" * 250, os.O_RDONLY, dir_fd=below)
            os.close(below)
            below = deeper
        os.close(below)

        found = scan(tmp_path)

        assert files(found) == ["a.txt"]
        assert list(reasons(found).values()) == ["unreadable"]

    def test_a_file_that_vanishes_before_it_is_read_is_unreadable(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("x")
        (file,) = discover(tmp_path, Limits())
        (tmp_path / "a.txt").unlink()

        assert isinstance(file, StoredFile)
        (refusal,) = read_file(file)
        assert isinstance(refusal, Refusal)
        assert (refusal.reason, refusal.detail) == (Reason.UNREADABLE, "No such file or directory")

    def test_a_link_within_the_folder_is_a_document_of_its_own(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("x")
        (tmp_path / "b.txt").symlink_to("a.txt")

        found = scan(tmp_path)

        assert files(found) == ["a.txt", "b.txt"]
        assert found.documents.get_column("source_uri").to_list()[1].endswith("/b.txt")
        assert found.documents.get_column("content_hash").n_unique() == 1

    def test_a_link_out_of_the_folder_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "secret.txt").write_text("not for publication")
        seeds = tmp_path / "seeds"
        (seeds / "sub").mkdir(parents=True)
        (seeds / "up.txt").symlink_to("../secret.txt")
        (seeds / "all").symlink_to(tmp_path)
        (seeds / "again").symlink_to("sub")

        found = scan(seeds)

        assert found.documents.height == 0
        assert reasons(found) == {"up.txt": "outside_folder", "all": "outside_folder", "again": "unsupported"}

    def test_the_folder_itself_may_be_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "real").mkdir()
        (tmp_path / "real" / "a.txt").write_text("x")
        (tmp_path / "link").symlink_to("real")

        assert scan(tmp_path / "link").documents.equals(scan(tmp_path / "real").documents)

    def test_names_of_any_bytes_become_text_and_an_exact_uri(self, tmp_path: Path) -> None:
        (tmp_path / "tin tức #1 100%.txt").write_text("x")
        with open(os.fsencode(tmp_path) + b"/caf\xe9.txt", "w") as file:  # noqa: PTH123 - a name that is no text
            file.write("y")

        found = scan(tmp_path).documents

        assert found.get_column("source_file").to_list() == ["caf\\xe9.txt", "tin tức #1 100%.txt"]
        assert found.get_column("source_uri").to_list() == [
            f"{tmp_path.as_uri()}/caf%E9.txt",
            f"{tmp_path.as_uri()}/tin%20t%E1%BB%A9c%20%231%20100%25.txt",
        ]

    def test_the_reason_and_hash_of_a_refused_content_are_kept(self, tmp_path: Path) -> None:
        (tmp_path / "blank.txt").write_text(" \n\t\u00a0\u200b\n")
        (tmp_path / "zero.txt").touch()
        (tmp_path / "scan.txt").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

        found = scan(tmp_path)

        assert reasons(found) == {"blank.txt": "empty", "zero.txt": "empty", "scan.txt": "binary"}
        assert None not in found.rejects.get_column("content_hash").to_list()


class TestDecode:
    @pytest.mark.parametrize(
        ("mark", "encoding"),
        [
            (codecs.BOM_UTF8, "utf-8"),
            (codecs.BOM_UTF16_LE, "utf-16-le"),
            (codecs.BOM_UTF16_BE, "utf-16-be"),
            (codecs.BOM_UTF32_LE, "utf-32-le"),
            (codecs.BOM_UTF32_BE, "utf-32-be"),
        ],
    )
    def test_a_byte_order_mark_decides_and_is_left_out(self, mark: bytes, encoding: str) -> None:
        text = "Nguyễn Phú Trọng 阮富仲"

        assert decode(mark + text.encode(encoding)) == (text, encoding)

    def test_only_the_first_mark_is_one(self) -> None:
        assert decode("\ufeff\ufeffHanoi".encode()).text == "\ufeffHanoi"

    @pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
    @pytest.mark.parametrize("text", ["Cuba", "Nguyễn Phú Trọng điện đàm với Raúl Castro\r\n"])
    def test_wide_text_without_a_mark_is_known_by_its_nul_bytes(self, text: str, encoding: str) -> None:
        assert decode(text.encode(encoding)) == (text, encoding)

    @pytest.mark.parametrize(
        ("text", "encoding"),
        [
            ("“We are friends,” Cuba’s minister said – and left.", "cp1252"),
            ("El ministro se reunió “hoy” con su homólogo; la cooperación continúa, señaló.", "cp1252"),
            ("Le président français a été reçu à Hanoï, où il a signé un accord.", "cp1252"),
            ("O ministro não assinou as declarações; a reunião será em março.", "cp1252"),
            ("Ministr zahraničních věcí se v pondělí setkal s velvyslancem v Praze. Řekl, že poroste.", "cp1250"),
            ("Minister spraw zagranicznych spotkał się z ambasadorem; współpraca będzie się rozwijać.", "cp1250"),
            ("Министр иностранных дел России встретился с послом Вьетнама в Москве.", "cp1251"),
            ("Министр иностранных дел России встретился с послом Вьетнама в Москве.", "koi8_r"),
            ("外交部长王毅周一会见了越南外长,双方就双边合作交换了意见。", "gb18030"),
            ("外務大臣は月曜日にベトナムの外相と会談し、二国間協力について意見を交換した。", "cp932"),
            ("외교부 장관은 월요일 베트남 외교장관과 만나 양국 협력에 대해 의견을 나눴다.", "cp949"),
        ],
    )
    def test_encodings_of_before_unicode_are_told_apart(self, text: str, encoding: str) -> None:
        assert decode(text.encode(encoding)) == (text, encoding)

    def test_damaged_utf8_is_refused_rather_than_read_as_something_else(self) -> None:
        whole = "Nguyễn Phú Trọng".encode()

        with pytest.raises(NotText) as refused:
            decode(whole[:4] + b"\xff" + whole[4:])

        assert refused.value.reason is Reason.UNDECODABLE
        assert refused.value.detail == "damaged UTF-8: invalid start byte at byte 4"

    def test_a_mark_that_the_rest_does_not_keep_is_refused(self) -> None:
        with pytest.raises(NotText) as refused:
            decode(codecs.BOM_UTF16_LE + b"odd")

        assert refused.value.reason is Reason.UNDECODABLE

    @pytest.mark.parametrize(
        "content",
        [
            b"PK\x03\x04\x14\x00\x06\x00",
            b"\x89PNG\r\n\x1a\n\x00\x00",
            b"Dear reader,\x00 there is a NUL in here.",
            b"abc\x00defg\x00hi\x00",  # strings as programs store them
            bytes(range(1, 128)),
            codecs.BOM_UTF8 + b"a\x00b",
            "a\x00b".encode("utf-16"),
            b"\x01\x02\x03\x04\xe9\xff\x05\x06",
        ],
    )
    def test_what_is_no_text_is_binary(self, content: bytes) -> None:
        with pytest.raises(NotText) as refused:
            decode(content)

        assert refused.value.reason is Reason.BINARY

    def test_a_stray_control_character_does_not_make_a_text_binary(self) -> None:
        text = "\x02ZCZC HAVANA, Feb 19 -- The two ministers met on Wednesday.\x03"

        assert decode(text.encode()).text == text

    @given(st.text(st.characters(codec="utf-8", categories=["L", "M", "N", "P", "S", "Zs"])))
    def test_utf8_comes_back_exactly(self, text: str) -> None:
        assert decode(f"x{text}".encode()) == (f"x{text}", "utf-8")

    @given(st.binary(max_size=200))
    def test_any_bytes_are_either_text_without_nul_or_refused(self, content: bytes) -> None:
        try:
            decoded = decode(content)
        except NotText as refused:
            assert refused.reason in {Reason.EMPTY, Reason.BINARY, Reason.UNDECODABLE}
        else:
            assert "\0" not in decoded.text
            assert decoded.text == content.decode(decoded.encoding).removeprefix("\ufeff")
