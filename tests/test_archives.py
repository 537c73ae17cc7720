"""Formats: whatever articles are packed in, they come out, within limits; what is damaged or leads outward says so."""

import base64
import gzip
import os
import tarfile
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
import zstandard

from etl.extract import Limits, scan
from tests.format_files import (
    ARTICLE,
    CAPTURES,
    PAGE,
    PAGE_TEXT,
    RECORDS,
    lines,
    metadata,
    of_one,
    reasons,
    tarred,
    texts,
    warc,
    zipped,
)

LOCKED = base64.b64decode(  # secret.txt, packed with a password by Info-ZIP's `zip -P`
    "UEsDBAoACQAAAHSAdl3iwHLQIwAAABcAAAAKAAAAc2VjcmV0LnR4dN8waCz7x3soqMdQJ1XcxFtCRpVtDI9f654dnmy1fAwRbgv3UEsHCOLActAjAAAA"
    "FwAAAFBLAQIeAwoACQAAAHSAdl3iwHLQIwAAABcAAAAKAAAAAAAAAAEAAACkgQAAAABzZWNyZXQudHh0UEsFBgAAAAABAAEAOAAAAFsAAAAAAA=="
)


class TestWarc:
    def test_pages_and_texts_are_documents_with_their_address(self, tmp_path: Path) -> None:
        found = of_one(tmp_path, "crawl.warc", warc(*CAPTURES))

        assert list(texts(found).values()) == [PAGE_TEXT, "Министр", ARTICLE]
        assert metadata(found, 2) == {"url": "https://example.org/t"}
        assert found.documents.get_column("source_uri")[0] == f"{tmp_path.as_uri()}/crawl.warc#urn:uuid:{0:032x}"
        assert found.rejects.get_column("detail").to_list() == [
            "HTTP status 404 from https://example.org/gone",
            "image/png, no text, from https://example.org/x.png",
        ]

    def test_a_page_has_the_hash_of_the_same_page_in_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "page.html").write_text(PAGE)

        found = of_one(tmp_path, "crawl.warc.gz", gzip.compress(warc(CAPTURES[0])))

        assert found.documents.height == 2
        assert found.documents.get_column("content_hash").n_unique() == 1

    def test_an_archive_that_breaks_off_keeps_what_is_whole(self, tmp_path: Path) -> None:
        found = of_one(tmp_path, "crawl.warc", warc(CAPTURES[4], CAPTURES[0])[:-500])

        assert list(texts(found).values()) == [ARTICLE]
        assert reasons(found) == {f"crawl.warc#urn:uuid:{1:032x}": "damaged"}


class TestPacked:
    def test_one_article_is_one_content_however_it_is_packed(self, tmp_path: Path) -> None:
        stored = ARTICLE.encode()
        (tmp_path / "plain.txt").write_bytes(stored)
        (tmp_path / "a.txt.gz").write_bytes(gzip.compress(stored[:40]) + gzip.compress(stored[40:]))
        (tmp_path / "a.txt.zst").write_bytes(zstandard.compress(stored))
        (tmp_path / "a.zip").write_bytes(zipped({"in/a b#é.txt": stored}))
        (tmp_path / "a.tar").write_bytes(tarred({"./in/a.txt": stored}))
        (tmp_path / "a.tgz").write_bytes(tarred({"in/a.txt": stored}, "w:gz"))
        (tmp_path / "a.tar.zst").write_bytes(zstandard.compress(tarred({"in/a.txt.gz": gzip.compress(stored)})))

        found = scan(tmp_path)

        assert reasons(found) == {}
        assert found.documents.get_column("content_hash").unique().to_list() == [sha256(stored).hexdigest()]
        assert dict(found.documents.select("source_file", "source_uri").iter_rows()) == {
            name: f"{tmp_path.as_uri()}/{quoted}"
            for name, quoted in {
                "plain.txt": "plain.txt",
                "a.txt.gz": "a.txt.gz",
                "a.txt.zst": "a.txt.zst",
                "a.zip!/in/a b#é.txt": "a.zip!/in/a%20b%23%C3%A9.txt",
                "a.tar!/in/a.txt": "a.tar!/in/a.txt",
                "a.tgz!/in/a.txt": "a.tgz!/in/a.txt",
                "a.tar.zst!/in/a.txt.gz": "a.tar.zst!/in/a.txt.gz",
            }.items()
        }

    def test_archives_hold_anything_that_folders_do(self, tmp_path: Path) -> None:
        inner = zipped({"records.jsonl": lines(*RECORDS), "page.html": PAGE, "photo.png": b"\x89PNG\r\n\x1a\n\0"})

        found = of_one(tmp_path, "báo cáo/tháng 3.tar", tarred({"a.txt": ARTICLE, "inner.zip": inner, "note~": "x"}))

        place = "báo cáo/tháng 3.tar!"
        assert list(texts(found)) == [
            f"{place}/a.txt",
            f"{place}/inner.zip!/page.html",
            f"{place}/inner.zip!/records.jsonl#a-1",
            f"{place}/inner.zip!/records.jsonl#a-2",
        ]
        assert reasons(found) == {f"{place}/inner.zip!/photo.png": "binary"}

    def test_members_cannot_leave_the_archive(self, tmp_path: Path) -> None:
        outward = ("../../etc/passwd", "/etc/shadow", "C:\\boot.ini", "in/../../up.txt")
        (tmp_path / "a.zip").write_bytes(zipped({**dict.fromkeys(outward, "x"), "ok.txt": "ok"}))
        (tmp_path / "b.tar").write_bytes(tarred({**dict.fromkeys(outward, "x"), "ok.txt": "ok"}))

        found = scan(tmp_path)

        assert texts(found) == {"a.zip!/ok.txt": "ok", "b.tar!/ok.txt": "ok"}
        assert set(reasons(found).values()) == {"outside_folder"}
        assert found.rejects.height == 8
        assert not any("/../" in uri for uri in found.rejects.get_column("source_uri"))

    def test_links_and_devices_in_archives_are_refused(self, tmp_path: Path) -> None:
        with tarfile.open(tmp_path / "a.tar", "w") as archive:
            for name, kind in (("link", tarfile.SYMTYPE), ("hard", tarfile.LNKTYPE), ("null", tarfile.CHRTYPE)):
                header = tarfile.TarInfo(name)
                header.type, header.linkname = kind, "/etc/passwd"
                archive.addfile(header)
        link = zipfile.ZipInfo("link")
        link.external_attr = 0o120777 << 16
        with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive_of_links:
            archive_of_links.writestr(link, "/etc/passwd")

        assert set(reasons(scan(tmp_path)).values()) == {"unsupported"}
        assert scan(tmp_path).rejects.height == 4

    def test_members_of_one_name_are_told_apart(self, tmp_path: Path) -> None:
        with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.writestr("a.txt", "first")
            archive.writestr("a.txt", "second")

        assert texts(scan(tmp_path)) == {"a.zip!/a.txt": "first", "a.zip!/a.txt;2": "second"}

    def test_an_encrypted_member_needs_a_password(self, tmp_path: Path) -> None:
        found = of_one(tmp_path, "a.zip", LOCKED)

        assert reasons(found) == {"a.zip!/secret.txt": "encrypted"}
        assert found.rejects.get_column("source_uri").to_list() == [f"{tmp_path.as_uri()}/a.zip!/secret.txt"]

    def test_archives_without_files_are_empty(self, tmp_path: Path) -> None:
        (tmp_path / "a.zip").write_bytes(zipped({}))
        (tmp_path / "b.tar").write_bytes(tarred({}))
        (tmp_path / "c.gz").write_bytes(gzip.compress(b""))

        assert reasons(scan(tmp_path)) == {"a.zip": "empty", "b.tar": "empty", "c.gz": "empty"}

    def test_office_documents_are_not_taken_for_archives(self, tmp_path: Path) -> None:
        found = of_one(tmp_path, "a.docx", zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}))

        assert reasons(found) == {"a.docx": "unsupported"}

    def test_what_is_cut_short_is_damaged_and_what_came_before_is_kept(self, tmp_path: Path) -> None:
        noise = [{"text": sha256(str(n).encode()).hexdigest() * 20} for n in range(200)]
        packed = {
            "a.txt.gz": gzip.compress(os.urandom(3000).hex().encode()),
            "b.txt.zst": zstandard.compress(os.urandom(3000).hex().encode()),
            "c.jsonl.gz": gzip.compress(lines(*noise).encode()),
            "d.tar": tarred({"1.txt": "one", "2.txt": "two " * 5000}),
            "e.zip": zipped({"1.txt": "one"}),
        }
        for name, content in packed.items():
            (tmp_path / name).write_bytes(content[: len(content) * 2 // 3])

        found = scan(tmp_path)

        assert {"c.jsonl.gz#1", "d.tar!/1.txt"} <= set(texts(found))
        assert not {"a.txt.gz", "b.txt.zst", "d.tar!/2.txt"} & set(texts(found))
        assert {"a.txt.gz", "b.txt.zst", "c.jsonl.gz", "d.tar!/2.txt", "e.zip"} <= set(reasons(found))
        assert set(reasons(found).values()) <= {"damaged", "malformed"}

    def test_a_broken_header_in_a_tar_archive_is_not_its_end(self, tmp_path: Path) -> None:
        content = bytearray(tarred({"1.txt": "one", "2.txt": "two", "3.txt": "three"}))
        content[1024 + 148] ^= 0xFF  # in the checksum of the second header

        found = of_one(tmp_path, "a.tar", bytes(content))

        assert texts(found) == {"a.tar!/1.txt": "one"}
        assert reasons(found) == {"a.tar": "damaged"}

    def test_a_member_whose_bytes_were_changed_is_damaged_and_the_next_is_read(self, tmp_path: Path) -> None:
        content = bytearray(zipped({"1.txt": "x" * 50, "2.txt": "two"}))
        content[content.index(b"1.txt") + 7] ^= 0xFF

        found = of_one(tmp_path, "a.zip", bytes(content))

        assert texts(found) == {"a.zip!/2.txt": "two"}
        assert reasons(found) == {"a.zip!/1.txt": "damaged"}


class TestBudgets:
    def test_a_bomb_is_refused_and_what_lies_beside_it_is_read(self, tmp_path: Path) -> None:
        zeros = bytes(30_000_000)
        (tmp_path / "a.gz").write_bytes(gzip.compress(zeros))
        (tmp_path / "b.zip").write_bytes(zipped({"bomb.txt": zeros, "ok.txt": "ok"}))
        (tmp_path / "c.zst").write_bytes(zstandard.compress(zeros))

        found = scan(tmp_path)

        assert texts(found) == {"b.zip!/ok.txt": "ok"}
        assert reasons(found) == {"a.gz": "oversized", "b.zip!/bomb.txt": "oversized", "c.zst": "oversized"}
        assert set(found.rejects.get_column("detail")) == {"unpacks to more than 200 times its size"}

    def test_all_members_together_have_a_limit(self, tmp_path: Path) -> None:
        content = zipped({f"{n}.txt": os.urandom(500).hex() for n in range(10)})

        found = of_one(tmp_path, "a.zip", content, Limits(max_unpacked_bytes=3500))

        assert list(texts(found)) == ["a.zip!/0.txt", "a.zip!/1.txt", "a.zip!/2.txt"]
        assert reasons(found) == {"a.zip": "oversized"}

    def test_the_number_of_members_has_a_limit_on_all_levels_together(self, tmp_path: Path) -> None:
        inner = zipped({f"{n}.txt": f"text {n}" for n in range(5)})

        found = of_one(tmp_path, "a.tar", tarred({"1.zip": inner, "2.zip": inner, "3.txt": "x"}), Limits(max_members=8))

        assert found.documents.height == 6
        assert reasons(found) == {"a.tar": "oversized"}

    def test_a_large_record_is_refused_by_itself(self, tmp_path: Path) -> None:
        content = lines({"text": "One."}, {"text": "x" * 2000}, {"text": "Three."})

        found = of_one(tmp_path, "x.jsonl", content, Limits(max_bytes=1000))

        assert texts(found) == {"x.jsonl#1": "One.", "x.jsonl#3": "Three."}
        assert reasons(found) == {"x.jsonl#2": "oversized"}

    def test_archives_in_archives_have_a_limit(self, tmp_path: Path) -> None:
        content = zipped({"a.txt": "deep"})
        for _ in range(5):
            content = zipped({"a.zip": content, "beside.txt": "x"})

        found = of_one(tmp_path, "a.zip", content)

        assert found.documents.height == 5
        assert list(reasons(found).values()) == ["too_deep"]

    def test_a_header_of_a_tar_archive_cannot_claim_the_memory(self, tmp_path: Path) -> None:
        header = tarfile.TarInfo("././@LongLink")
        header.type, header.size = tarfile.GNUTYPE_LONGNAME, 10**9

        assert reasons(of_one(tmp_path, "a.tar", header.tobuf() + bytes(4096))) == {"a.tar": "damaged"}

    @pytest.mark.parametrize("content", ["[" * 100_000, '{"a":' * 100_000, '{"text": ' + "1" * 5000 + "}"])
    def test_json_that_breaks_parsers_breaks_nothing(self, content: str, tmp_path: Path) -> None:
        found = of_one(tmp_path, "x.json", content)

        assert found.documents.height + found.rejects.height == 1
