"""Rasters: what comes in is a picture or refused, what comes out is pixels alone."""

from zlib import compress

import pytest
from PIL import Image, ImageCms
from PIL.ExifTags import GPS, IFD, Base

from articles import raster
from articles.raster import NoPicture, read_picture, widths_of
from tests import images
from tests.images import SCRIPT, SVG, image_bytes, opened, pixel_of, saved

DAMAGED = "The file is damaged, so the picture can't be read."
NO_PICTURE = "This is no picture in JPEG, PNG, WebP or GIF, whatever its name says."
TOO_MANY = "The picture has more than 40 megapixels. Please make it smaller."
MOVES = "The picture moves. Please choose one frame of it."
REFUSED = {
    "nothing": (b"", "The file is empty."),
    "svg": (SVG, NO_PICTURE),
    "svg behind a declaration": (b"<?xml version='1.0'?>" + SVG, NO_PICTURE),
    "svg behind a mark": (b"\xef\xbb\xbf" + SVG, NO_PICTURE),
    "svg behind spaces": (b" \n\t" * 40 + SVG, NO_PICTURE),
    "svg in sixteen bits": (SVG.decode().encode("utf-16"), NO_PICTURE),
    "svg behind the first bytes of a PNG": (images.PNG_START + SVG, NO_PICTURE),
    "svg behind the first bytes of a GIF": (b"GIF89a" + SVG, NO_PICTURE),
    "svg behind the first bytes of a JPEG": (b"\xff\xd8\xff\xe0" + SVG, DAMAGED),
    "html": (b"<!doctype html>" + SCRIPT, NO_PICTURE),
    "pdf": (b"%PDF-1.7\n1 0 obj", NO_PICTURE),
    "postscript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", NO_PICTURE),
    "zip": (b"PK\x03\x04" + bytes(60), NO_PICTURE),
    "bitmap of Windows": (image_bytes("BMP"), NO_PICTURE),
    "tiff": (image_bytes("TIFF"), NO_PICTURE),
    "icon": (image_bytes("ICO"), NO_PICTURE),
    "truncated PNG": (image_bytes(size=(300, 300))[:-60], DAMAGED),
    "truncated JPEG": (image_bytes("JPEG", (300, 300))[:-400], DAMAGED),
    "truncated WebP": (image_bytes("WEBP", (300, 300))[:-40], DAMAGED),
    "only the header of a PNG": (image_bytes()[:33], NO_PICTURE),
    "144 megapixels": (images.huge_png(), TOO_MANY),
    "41 megapixels": (images.huge_png(6_400, 6_407), TOO_MANY),
    "a very long line": (
        images.huge_png(1, 20_001),
        "A picture is at most 20,000 pixels wide and high.",
    ),
    "a GIF that moves": (images.moving("GIF"), MOVES),
    "a PNG that moves": (images.moving("PNG"), MOVES),
    "a WebP that moves": (images.moving("WEBP"), MOVES),
    "a text that fills the memory": (
        images.png_with(b"zTXt", b"k\0\0" + compress(bytes(90_000_000))),
        DAMAGED,
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_picture_is_refused_in_a_sentence(name):
    sent, sentence = REFUSED[name]

    with pytest.raises(NoPicture) as refused:
        read_picture(sent)

    assert str(refused.value) == sentence


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(monkeypatch):
    monkeypatch.setattr(Image.Image, "load", lambda _image: pytest.fail("decoded"))

    with pytest.raises(NoPicture):
        read_picture(images.huge_png())


BESIDE = {
    "JPEG with a page behind it": image_bytes("JPEG") + SCRIPT,
    "PNG with a page behind it": image_bytes() + SCRIPT,
    "PNG with a script in a text": images.png_with(b"tEXt", b"Comment\0" + SCRIPT),
    "PNG with a script in a chunk": images.png_with(b"abCd", SCRIPT),
    "PNG with a script as its profile": image_bytes(icc_profile=SCRIPT),
    "JPEG with a script as its comment": image_bytes("JPEG", comment=SCRIPT),
    "JPEG with a script as its profile": image_bytes("JPEG", icc_profile=SCRIPT),
    "GIF with a script as its comment": image_bytes("GIF", comment=SCRIPT),
    "WebP with a script in its description": image_bytes("WEBP", xmp=SCRIPT),
    "GIF that is a script": images.gif_that_is_a_script(),
}


@pytest.mark.parametrize("name", BESIDE)
def test_nothing_but_pixels_survives(name):
    sent = BESIDE[name]
    assert b"alert" in sent or b"abCd" in sent or b"iCCP" in sent

    found = read_picture(sent)

    for content in found.sizes.values():
        assert b"alert" not in content
        assert b"/*" not in content[:16]
        assert set(opened(content).info) <= {"jfif", "jfif_version", "jfif_unit",
            "jfif_density", "dpi", "progressive", "progression"}  # fmt: skip


def test_the_place_and_the_camera_are_removed():
    exif = Image.Exif()
    exif[Base.Model] = "Camera 4711"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (55.0, 45.0, 7.0)
    sent = image_bytes("JPEG", exif=exif)
    assert b"Camera 4711" in sent

    found = read_picture(sent)

    assert dict(opened(found.original).getexif()) == {}
    assert b"Camera 4711" not in found.original
    assert b"Exif" not in found.original


def test_a_picture_that_lies_on_its_side_is_put_upright():
    image = Image.new("RGB", (40, 20), "white")
    image.paste("black", (0, 0, 10, 20))
    exif = Image.Exif()
    exif[Base.Orientation] = 6  # to be turned right by a quarter

    found = read_picture(saved(image, "PNG", exif=exif))

    upright = opened(found.original)
    assert (found.width, found.height) == upright.size == (20, 40)
    assert upright.getpixel((10, 5)) == (0, 0, 0)
    assert upright.getpixel((10, 35)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("sent", "form", "mode"),
    [
        (image_bytes("JPEG"), "JPEG", "RGB"),
        (image_bytes("JPEG", mode="L", colour=90), "JPEG", "RGB"),
        (image_bytes("JPEG", mode="CMYK", colour=(0, 200, 200, 40)), "JPEG", "RGB"),
        (image_bytes("WEBP"), "JPEG", "RGB"),
        (image_bytes("WEBP", mode="RGBA", colour=(1, 2, 3, 128)), "PNG", "RGBA"),
        (image_bytes(), "PNG", "RGB"),
        (image_bytes(mode="RGBA", colour=(1, 2, 3, 128)), "PNG", "RGBA"),
        (image_bytes(mode="LA", colour=(90, 128)), "PNG", "RGBA"),
        (image_bytes(mode="1", colour=1), "PNG", "RGB"),
        (image_bytes(mode="P", colour=3, transparency=3), "PNG", "RGBA"),
        (image_bytes("GIF"), "PNG", "RGB"),
    ],
)
def test_photographs_are_kept_as_jpeg_and_all_else_as_png(sent, form, mode):
    found = read_picture(sent)

    kept = opened(found.original)
    assert (kept.format, kept.mode) == (form, mode)
    assert found.is_photograph == (form == "JPEG")


def test_what_shines_through_still_does():
    colour = (200, 100, 0, 77)

    found = read_picture(image_bytes(size=(700, 10), mode="RGBA", colour=colour))

    for content in found.sizes.values():
        *kept, alpha = pixel_of(content)
        assert alpha == 77
        assert all(abs(kept[band] - colour[band]) <= 2 for band in range(3))


def test_sixteen_bits_become_eight_without_losing_the_lights():
    found = read_picture(image_bytes(mode="I;16", colour=0x8000))

    assert pixel_of(found.original) == (128, 128, 128)


def test_the_inks_of_a_printer_become_light():
    found = read_picture(image_bytes("JPEG", mode="CMYK", colour=(0, 255, 255, 0)))

    red, green, blue = pixel_of(found.original)
    assert red > 240
    assert max(green, blue) < 20


def test_colours_of_a_profile_become_those_that_every_screen_shows():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    xyz = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))

    same = read_picture(image_bytes(icc_profile=xyz.tobytes()))
    nonsense = read_picture(image_bytes(icc_profile=lab.tobytes()))

    assert pixel_of(same.original) == (122, 31, 43)
    assert pixel_of(nonsense.original) == (122, 31, 43)


def test_the_smallest_picture_is_one():
    found = read_picture(image_bytes(size=(1, 1)))

    assert list(found.sizes) == [1]
    assert pixel_of(found.original) == (122, 31, 43)


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (1, [1]),
        (320, [320]),
        (321, [320, 321]),
        (1920, [320, 640, 960, 1280, 1920]),
        (3000, [320, 640, 960, 1280, 1920, 3000]),
    ],
)
def test_no_size_is_larger_than_the_original(width, widths):
    found = read_picture(image_bytes(size=(width, 3)))

    assert widths_of(width) == list(found.sizes) == widths
    assert [opened(one).width for one in found.sizes.values()] == widths


def test_a_second_picture_waits_for_the_first_one(monkeypatch):
    monkeypatch.setattr(raster, "_SECONDS_OF_PATIENCE", 0.01)
    with raster._one_at_a_time, pytest.raises(NoPicture) as refused:
        read_picture(image_bytes())

    assert "try again in a minute" in str(refused.value)
    assert read_picture(image_bytes()).width == 40
