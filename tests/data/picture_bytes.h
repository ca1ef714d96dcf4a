// JPEG files, WebP files and EXIF blocks, made in memory. PNG files: png_bytes.h.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <turbojpeg.h>
#ifdef GAN_HAVE_WEBP
#include <webp/encode.h>
#endif

#include "gan/base/byte_order.h"
#include "gan/base/image.h"

namespace gan::test {

// An image of 1 to 4 channels with smooth gradients.
inline Image gradient(std::int64_t height, std::int64_t width, std::int64_t channels) {
  Image image(width, height, 0, channels);
  for (std::int64_t y = 0; y < height; ++y)
    for (std::int64_t x = 0; x < width; ++x)
      for (std::int64_t c = 0; c < channels; ++c)
        image.at(x, y, static_cast<std::size_t>(c)) =
            static_cast<std::uint8_t>(20 + 40 * c + (c + 1) * (x + y) / 2);
  return image;
}

// Of one channel, three, or four: cyan, magenta, yellow and black, which become YCCK.
inline std::string jpeg_bytes(const Image& image, int subsampling = TJSAMP_444, int flags = 0) {
  constexpr int kLayouts[] = {0, TJPF_GRAY, 0, TJPF_RGB, TJPF_CMYK};
  constexpr int kQuality = 95;
  const tjhandle encoder = tjInitCompress();
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  const int failed = tjCompress2(encoder, image.pixels.data(), static_cast<int>(image.width), 0,
                                 static_cast<int>(image.height), kLayouts[image.channels], &bytes,
                                 &size, image.channels == 1 ? TJSAMP_GRAY : subsampling, kQuality,
                                 TJFLAG_ACCURATEDCT | flags);
  std::string file(reinterpret_cast<const char*>(bytes), failed != 0 ? 0 : size);
  tjFree(bytes);
  tjDestroy(encoder);
  if (failed != 0) throw std::runtime_error("tjCompress2");
  return file;
}

inline std::string jpeg_segment(unsigned marker, const std::string& content) {
  return '\xff' + std::string(1, static_cast<char>(marker)) +
         big_endian_bytes(content.size() + 2, 2) + content;
}

// A block with the orientation between two other tags.
inline std::string exif_block(unsigned orientation, bool little = true) {
  const auto number = [&](unsigned value, int size) {
    return little ? little_endian_bytes(value, size) : big_endian_bytes(value, size);
  };
  const auto entry = [&](unsigned tag, unsigned value) {
    return number(tag, 2) + number(3, 2) + number(1, 4) + number(value, 2) + number(0, 2);
  };
  return (little ? "II" : "MM") + number(42, 2) + number(8, 4) + number(3, 2) + entry(0x100, 6) +
         entry(0x112, orientation) + entry(0x128, 2) + number(0, 4);
}

inline std::string jpeg_with_exif(std::string file, const std::string& block) {
  return file.insert(2, jpeg_segment(0xE1, std::string("Exif\0\0", 6) + block));
}

inline std::string webp_chunk(const std::string& type, const std::string& content) {
  return type + little_endian_bytes(content.size(), 4) + content +
         std::string(content.size() % 2, '\0');
}

inline std::string webp_container(const std::string& chunks) {
  return webp_chunk("RIFF", "WEBP" + chunks);
}

// The chunk that comes first where there are others than the pixels.
inline std::string webp_header(unsigned flags, std::int64_t height, std::int64_t width) {
  return webp_chunk("VP8X", little_endian_bytes(flags, 4) +
                                little_endian_bytes(static_cast<std::uint64_t>(width - 1), 3) +
                                little_endian_bytes(static_cast<std::uint64_t>(height - 1), 3));
}

#ifdef GAN_HAVE_WEBP

// Three channels, or four with opacity. `quality` 101: without loss.
inline std::string webp_bytes(const Image& image, int quality = 101) {
  const bool opacity = image.channels == 4, lossless = quality > 100;
  const int width = static_cast<int>(image.width), height = static_cast<int>(image.height);
  const int stride = static_cast<int>(image.channels) * width;
  const std::uint8_t* pixels = image.pixels.data();
  std::uint8_t* bytes = nullptr;
  std::size_t size = 0;
  if (lossless)
    size = (opacity ? WebPEncodeLosslessRGBA : WebPEncodeLosslessRGB)(pixels, width, height, stride,
                                                                      &bytes);
  else
    size = (opacity ? WebPEncodeRGBA : WebPEncodeRGB)(pixels, width, height, stride,
                                                      static_cast<float>(quality), &bytes);
  std::string file(reinterpret_cast<const char*>(bytes), size);
  WebPFree(bytes);
  if (file.empty()) throw std::runtime_error("WebPEncode");
  return file;
}

inline std::string webp_with_exif(const Image& image, const std::string& block) {
  constexpr unsigned kExif = 8;
  return webp_container(webp_header(kExif, image.height, image.width) +
                        webp_bytes(image).substr(12) + webp_chunk("EXIF", block));
}

#endif

}  // namespace gan::test
