"""Raster: from the bytes that somebody sent to a picture that is nothing but pixels.

Whatever else was in the file (a place, a camera's number, a comment, a script, another
file behind it) is not in what comes out, which is written anew from the pixels alone.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from threading import BoundedSemaphore

from django.utils.formats import number_format
from django.utils.translation import gettext
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

WIDTHS = (320, 640, 960, 1280, 1920)
"""In pixels: the sizes in which a picture is kept, besides its own."""
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 20_000

_KNOWN = ["JPEG", "PNG", "WEBP", "GIF"]
_OF_CAMERAS = {"JPEG", "MPO"}
_QUALITY = 88
_SECONDS_OF_PATIENCE = 2
# A picture of the most pixels takes some hundred megabytes while it is worked on.
_one_at_a_time = BoundedSemaphore(1)

# Pillow warns of more, and refuses only twice as much. It looks before it decodes.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


class NoPicture(Exception):
    """The bytes can't become a picture here; the message says why."""


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture in all its sizes, written anew."""

    is_photograph: bool
    """Whether its bytes are JPEG; they are PNG otherwise."""
    width: int
    height: int
    sizes: dict[int, bytes]
    """The bytes of each size, by its width."""

    @property
    def original(self) -> bytes:
        """The bytes of the full size."""
        return self.sizes[self.width]


def read_picture(sent: bytes) -> Raster:
    """Return the picture that was sent, upright, in sRGB, and in all its sizes.

    What it is, is told by its bytes, not by a name. Raises NoPicture.
    """
    if not sent:
        raise NoPicture(gettext("The file is empty."))
    if not _one_at_a_time.acquire(timeout=_SECONDS_OF_PATIENCE):
        raise NoPicture(
            gettext("Many pictures are being uploaded. Please try again in a minute.")
        )
    try:
        return _written_anew(sent)
    finally:
        _one_at_a_time.release()


def widths_of(width: int) -> list[int]:
    """Return the widths in which a picture of this width is kept, in order."""
    return [*(one for one in WIDTHS if one < width), width]


def _written_anew(sent: bytes) -> Raster:
    with _said_simply(), Image.open(BytesIO(sent), formats=_KNOWN) as image:
        _check(image)
        # Of a WebP nobody can tell from outside; one that hides nothing mostly is one.
        may_be_one = image.format in {*_OF_CAMERAS, "WEBP"}
        is_photograph = may_be_one and not image.has_transparency_data
        pixels = _pixels_of(image)
    sizes = {width: _resized(pixels, width) for width in widths_of(pixels.width)}
    return Raster(
        is_photograph=is_photograph,
        width=pixels.width,
        height=pixels.height,
        sizes={width: _bytes_of(one, is_photograph) for width, one in sizes.items()},
    )


@contextmanager
def _said_simply() -> Iterator[None]:
    """Say in a sentence what a decoder could not take."""
    try:
        yield
    except NoPicture:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        words = gettext(
            "The picture has more than %(number)s megapixels. Please make it smaller."
        )
        raise NoPicture(words % {"number": MOST_PIXELS // 1_000_000}) from error
    except UnidentifiedImageError as error:
        raise NoPicture(
            gettext(
                "This is no picture in JPEG, PNG, WebP or GIF, whatever its name says."
            )
        ) from error
    # A file that is broken, or made to break something, may raise anything.
    except Exception as error:
        raise NoPicture(
            gettext("The file is damaged, so the picture can't be read.")
        ) from error


def _check(image: Image.Image) -> None:
    """Look at what the header says, before anything is decoded."""
    if max(image.size) > LONGEST_SIDE:
        words = gettext("A picture is at most %(number)s pixels wide and high.")
        most = number_format(LONGEST_SIDE, force_grouping=True)
        raise NoPicture(words % {"number": most})
    # Photographs of some telephones have a second picture behind the first.
    if image.format not in _OF_CAMERAS and getattr(image, "is_animated", False):
        raise NoPicture(gettext("The picture moves. Please choose one frame of it."))


def _pixels_of(image: Image.Image) -> Image.Image:
    """Return the pixels upright and in sRGB, and nothing else of the image."""
    image.load()
    upright = ImageOps.exif_transpose(image)
    mode = "RGBA" if upright.has_transparency_data else "RGB"
    pixels = _in_srgb(upright, mode)
    if pixels.mode != mode:
        pixels = _in_eight_bits(pixels).convert(mode)
    # Its info has what was said beside the pixels, and would be written with them.
    pixels.info = {}
    return pixels


def _in_srgb(image: Image.Image, mode: str) -> Image.Image:
    """Return the image in the colours that its own profile means, if it has one."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "RGBA", "CMYK"}:
        return image
    try:
        return (
            ImageCms.profileToProfile(
                image,
                ImageCms.ImageCmsProfile(BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode=mode,
            )
            or image
        )
    except (ImageCms.PyCMSError, OSError):
        return image  # a profile that makes no sense


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """Return the image with 8 bits for each colour; Pillow would cut off the lights."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    return image


def _resized(pixels: Image.Image, width: int) -> Image.Image:
    if width == pixels.width:
        return pixels
    height = max(1, round(pixels.height * width / pixels.width))
    return pixels.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3)


def _bytes_of(pixels: Image.Image, is_photograph: bool) -> bytes:
    written = BytesIO()
    if is_photograph:
        pixels.save(written, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    else:
        pixels.save(written, "PNG")
    return written.getvalue()
