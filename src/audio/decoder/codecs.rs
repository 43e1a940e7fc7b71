//! Which codec decodes what.
//!
//! AAC has two decoders. The native one is exact and fast, but knows no SBR: of HE-AAC it silently gives half the
//! rate (and of v2 one channel). Fraunhofer's knows SBR and PS, but at most two channels, in 16 bits, several times
//! slower. So HE-AAC goes to Fraunhofer's, and everything else, and all that it refuses, to the native one.

use std::sync::OnceLock;
use std::time::Duration;

use symphonia::core::codecs::audio::well_known::{
    CODEC_ID_AAC, CODEC_ID_ADPCM_IMA_QT, CODEC_ID_ADPCM_IMA_WAV, CODEC_ID_ADPCM_MS, CODEC_ID_MP3, CODEC_ID_OPUS,
};
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder, AudioDecoderOptions};
use symphonia::core::codecs::registry::CodecRegistry;
use symphonia::core::errors::Error;
use symphonia::core::formats::{FormatOptions, FormatReader, Track};
use symphonia::core::io::MediaSourceStream;
use symphonia::core::meta::MetadataOptions;
use symphonia::core::packet::Packet;

use super::downmix::Downmix;
use super::source::Opened;
use super::{DecodeError, sound_of, tags};

/// Finds the reader for an input.
pub fn probe(opened: Opened) -> Result<Box<dyn FormatReader>, Error> {
    let stream = MediaSourceStream::new(opened.source, Default::default());
    let (format, tags) = (FormatOptions::default(), MetadataOptions::default());
    symphonia::default::get_probe().probe(&opened.hint, stream, format, tags)
}

/// All codecs but Fraunhofer's.
fn registry() -> &'static CodecRegistry {
    static REGISTRY: OnceLock<CodecRegistry> = OnceLock::new();
    REGISTRY.get_or_init(|| {
        let mut registry = CodecRegistry::new();
        symphonia::default::register_enabled_codecs(&mut registry);
        registry.register_audio_decoder::<symphonia_adapter_libopus::OpusDecoder>();
        registry
    })
}

/// A track's decoder.
pub struct Codec {
    decoder: Box<dyn AudioDecoder>,
    parameters: AudioCodecParameters,
    options: AudioDecoderOptions,
    /// Fraunhofer's decoder is at work, and the native one could take over.
    can_fall_back: bool,
    /// Linear; the Opus header may ask for one, which the decoder does not apply.
    gain: f32,
    /// Of the last decoded packet, in Hz.
    pub rate: u32,
}

impl Codec {
    /// The best decoder for a track. In a live MP3 nothing is trimmed: the stream may begin with a header that
    /// announces a length, after which the decoder would trim every packet to nothing.
    pub fn for_track(track: &Track, live: bool) -> Result<Self, DecodeError> {
        let parameters = sound_of(track).ok_or(DecodeError::NotSound)?.clone();
        let options = AudioDecoderOptions::default().gapless(!live || parameters.codec != CODEC_ID_MP3);
        let gain = if parameters.codec == CODEC_ID_OPUS { opus_gain(&parameters) } else { 1.0 };
        let rate = parameters.sample_rate.unwrap_or_default();
        let codec = |decoder, can_fall_back| Self {
            decoder,
            parameters: parameters.clone(),
            options,
            can_fall_back,
            gain,
            rate,
        };
        if let Some(decoder) = high_efficiency(&parameters, &options)? {
            return Ok(codec(decoder, true));
        }
        Ok(codec(native(&parameters, &options)?, false))
    }

    /// Short, lower case: `mp3`, `aac`, `pcm_s16le`.
    pub fn name(&self) -> &'static str {
        self.decoder.codec_info().short_name
    }

    pub fn is_aac(&self) -> bool {
        self.parameters.codec == CODEC_ID_AAC
    }

    pub fn is_adpcm(&self) -> bool {
        [CODEC_ID_ADPCM_IMA_QT, CODEC_ID_ADPCM_IMA_WAV, CODEC_ID_ADPCM_MS].contains(&self.parameters.codec)
    }

    /// What the decoder takes off an Opus track's start by itself, in seconds; time stamps in Ogg and MP4 count it.
    pub fn pre_skip(&self) -> Duration {
        match self.parameters.extra_data.as_deref() {
            Some(head) if self.parameters.codec == CODEC_ID_OPUS && head.len() >= 12 => {
                tags::frames(u64::from(u16::from_le_bytes([head[10], head[11]])), 48_000)
            }
            _ => Duration::ZERO,
        }
    }

    /// To be called after a seek.
    pub fn reset(&mut self) {
        self.decoder.reset();
    }

    /// Decodes a packet to stereo; frames.
    pub fn decode(&mut self, packet: &Packet, downmix: &mut Downmix, out: &mut Vec<f32>) -> Result<usize, Error> {
        let decoded = self.decoder.decode(packet)?;
        self.rate = decoded.spec().rate();
        downmix.mix(&decoded, self.gain, out);
        Ok(decoded.frames())
    }

    /// Changes to the other decoder, if there is one. Once.
    pub fn fall_back(&mut self) -> bool {
        if !std::mem::take(&mut self.can_fall_back) {
            return false;
        }
        match native(&self.parameters, &self.options) {
            Ok(decoder) => self.decoder = decoder,
            Err(_) => return false,
        }
        true
    }
}

fn native(
    parameters: &AudioCodecParameters,
    options: &AudioDecoderOptions,
) -> Result<Box<dyn AudioDecoder>, DecodeError> {
    registry().make_audio_decoder(parameters, options).map_err(|error| DecodeError::Unsupported(error.to_string()))
}

/// The gain in an Opus header (RFC 7845, 5.1: Q7.8 dB, to be applied by every player).
fn opus_gain(parameters: &AudioCodecParameters) -> f32 {
    match parameters.extra_data.as_deref() {
        Some(head) if head.starts_with(b"OpusHead") && head.len() >= 18 => {
            10f32.powf(f32::from(i16::from_le_bytes([head[16], head[17]])) / 256.0 / 20.0)
        }
        _ => 1.0,
    }
}

/// What is known about SBR before the first packet.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Sbr {
    /// The configuration announces it.
    Announced,
    /// ADTS cannot announce it, MP4 need not, but a core of 24 kHz or less is HE-AAC's usual one.
    Likely,
    No,
}

fn sbr(parameters: &AudioCodecParameters) -> Sbr {
    if parameters.codec != CODEC_ID_AAC {
        return Sbr::No;
    }
    match parameters.extra_data.as_deref() {
        Some(config) if announces_sbr(config) => Sbr::Announced,
        // The container's rate may be the doubled one; the configuration's is the core's. From 6 on: 24 kHz or less.
        Some([first, second, ..]) if (6..13).contains(&((first & 7) << 1 | second >> 7)) => Sbr::Likely,
        None if parameters.sample_rate.is_some_and(|rate| rate <= 24_000) => Sbr::Likely,
        _ => Sbr::No,
    }
}

/// Reads an AudioSpecificConfig (ISO 14496-3, 1.6.2.1): object type 5 or 29, or the extension that players without
/// SBR overlook (sync word 0x2b7 behind a plain AAC-LC configuration).
fn announces_sbr(config: &[u8]) -> bool {
    let bits = |from: usize, count: usize| -> u32 {
        (from..from + count).fold(0, |value, bit| {
            value << 1 | config.get(bit / 8).map_or(0, |byte| u32::from(byte >> (7 - bit % 8) & 1))
        })
    };
    if matches!(bits(0, 5), 5 | 29) {
        return true;
    }
    let explicit_rate = if bits(5, 4) == 15 { 24 } else { 0 };
    let extension = 5 + 4 + explicit_rate + 4 + 3;
    bits(0, 5) == 2 && bits(extension, 11) == 0x2b7 && bits(extension + 11, 5) == 5 && bits(extension + 16, 1) == 1
}

#[cfg(feature = "fdk-aac")]
fn high_efficiency(
    parameters: &AudioCodecParameters,
    options: &AudioDecoderOptions,
) -> Result<Option<Box<dyn AudioDecoder>>, DecodeError> {
    use symphonia::core::codecs::registry::RegisterableAudioDecoder;
    if sbr(parameters) == Sbr::No {
        return Ok(None);
    }
    // Refused (more than two channels): the native decoder gives at least the core.
    Ok(symphonia_adapter_fdk_aac::AacDecoder::try_registry_new(parameters, options).ok())
}

#[cfg(not(feature = "fdk-aac"))]
fn high_efficiency(
    parameters: &AudioCodecParameters,
    _: &AudioDecoderOptions,
) -> Result<Option<Box<dyn AudioDecoder>>, DecodeError> {
    match sbr(parameters) {
        Sbr::Announced => Err(DecodeError::Unsupported("HE-AAC, which this build leaves out for its licence".into())),
        Sbr::Likely => {
            tracing::warn!(
                "AAC at a low rate: if it is HE-AAC it sounds dull, since this build cannot decode its upper half"
            );
            Ok(None)
        }
        Sbr::No => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sbr_is_read_from_the_configuration() {
        assert!(!announces_sbr(&[0x12, 0x10]), "AAC-LC, 44.1 kHz, stereo");
        assert!(announces_sbr(&[0x2b, 0x92, 0x08, 0x00]), "HE-AAC, hierarchical");
        assert!(announces_sbr(&[0xeb, 0x8a, 0x08, 0x00]), "HE-AAC v2");
        assert!(announces_sbr(&[0x13, 0x90, 0x56, 0xe5, 0xa0]), "HE-AAC, backward compatible");
        assert!(!announces_sbr(&[0x13, 0x90, 0x56, 0xe5, 0x00]), "the extension says no");
        assert!(!announces_sbr(&[]));
    }

    #[test]
    fn the_gain_in_an_opus_header_is_read() {
        let mut head = b"OpusHead\x01\x02\x38\x01\x80\xbb\x00\x00\x00\x00\x00".to_vec();
        head[16..18].copy_from_slice(&(-6 * 256i16).to_le_bytes());
        let mut parameters = AudioCodecParameters::new();
        parameters.with_extra_data(head.into());
        assert!((opus_gain(&parameters) - 0.501).abs() < 0.001);
    }
}
