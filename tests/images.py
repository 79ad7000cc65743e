"""Images: pictures made of nothing, good ones and bad ones, as the bytes of files."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image

PNG_START = b"\x89PNG\r\n\x1a\n"
SCRIPT = b"<script>alert(document.domain)</script>"
SVG = (
    b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><path d='M0 0'/></svg>"
)


def image_bytes(
    kind: str = "PNG",
    size: tuple[int, int] = (40, 30),
    mode: str = "RGB",
    colour: Any = (122, 31, 43),
    **options: Any,
) -> bytes:
    """Return a picture of one colour as the bytes of a file."""
    return saved(Image.new(mode, size, colour), kind, **options)


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    """Return an image as the bytes of a file."""
    written = BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def opened(content: bytes) -> Image.Image:
    """Return the image that is in the bytes."""
    image = Image.open(BytesIO(content))
    image.load()
    return image


def pixel_of(content: bytes) -> tuple[int, ...]:
    """Return the first pixel of the image that is in the bytes."""
    return tuple(opened(content).getpixel((0, 0)))  # type: ignore[arg-type]


def huge_png(width: int = 12_000, height: int = 12_000) -> bytes:
    """Return a PNG of 144 megapixels in some kilobytes: all of it is black."""
    packer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return png_of((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))


def png_of(*chunks: tuple[bytes, bytes]) -> bytes:
    """Return a PNG made of these chunks, each with its checksum."""
    return PNG_START + b"".join(
        struct.pack(">I", len(data)) + name + data
        + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )  # fmt: skip


def png_with(name: bytes, data: bytes) -> bytes:
    """Return a good PNG with one more chunk behind its header."""
    plain = image_bytes()
    end_of_header = len(PNG_START) + 25
    extra = png_of((name, data)).removeprefix(PNG_START)
    return plain[:end_of_header] + extra + plain[end_of_header:]


def gif_that_is_a_script() -> bytes:
    """Return a GIF that is a program, too: its width begins a comment."""
    gif = bytearray(image_bytes("GIF", (0x2A2F, 1), "P", 0))
    assert gif[:8] == b"GIF89a/*" or gif[:8] == b"GIF87a/*"
    return bytes(gif) + b"*/=1;alert(1)//"


def moving(kind: str) -> bytes:
    """Return a picture of two frames."""
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
