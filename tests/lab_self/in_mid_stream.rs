use std::time::Instant;

use super::{Client, End, is_unbroken, ms};
use crate::lab::clip::Clip;
use crate::lab::{Fault, Lab, Media, Setup};

/// Without a burst, so that only the pace shows; 16,000 bytes a second of music.
fn lab(speed: f64) -> Lab {
    Lab::with(Setup { speed, burst: 0, ..Setup::new(Media::MP3) })
}

/// Seconds of music in so many bytes.
fn music(bytes: &[u8]) -> f64 {
    bytes.len() as f64 / 16_000.0
}

/// How much music came in how many seconds of the stream's time.
fn pace(client: &mut Client, speed: f64, length: u64) -> f64 {
    let begun = Instant::now();
    let (bytes, end) = client.hear(ms(length));
    assert_eq!(end, End::Open);
    music(&bytes) / (begun.elapsed().as_secs_f64() * speed)
}

#[test]
fn a_stall_is_silence_on_an_open_line_and_nothing_is_lost() {
    let lab = lab(8.0);
    let mut client = Client::tune_in(&lab);
    client.listen(ms(100));
    lab.set(Fault::Stall);
    client.listen(ms(30));
    let before = client.body.len();
    assert_eq!(client.listen(ms(150)), End::Open);
    assert_eq!(client.body.len(), before);
    let mut new = Client::tune_in(&lab);
    assert_eq!(new.hear(ms(50)), (vec![], End::Open), "headers, then nothing");
    lab.heal();
    client.listen(ms(100));
    assert!(client.body.len() > before + 16_000, "what was late comes at once");
    assert!(is_unbroken(&Media::MP3.clip(), &client.body));
}

#[test]
fn a_stall_of_the_running_stream_alone() {
    let lab = lab(8.0);
    let mut running = Client::tune_in(&lab);
    lab.set_running(Fault::Stall);
    running.hear(ms(30));
    assert_eq!(running.hear(ms(100)), (vec![], End::Open));
    assert!(!Client::tune_in(&lab).hear(ms(100)).0.is_empty());
}

#[test]
fn a_reset_is_a_rst_and_an_end_is_a_fin() {
    let lab = lab(1.0);
    let mut client = Client::tune_in(&lab);
    lab.set(Fault::Reset);
    assert_eq!(client.listen(ms(1000)), End::Rst);
    assert_eq!(Client::ask(&lab, "GET", "/radio", "").listen(ms(1000)), End::Rst);
    lab.heal();
    let mut client = Client::tune_in(&lab);
    lab.set(Fault::End);
    assert_eq!(client.listen(ms(1000)), End::Fin);
}

/// Ends the stream by `fault`; are its last bytes a whole frame's?
fn ends_with_a_whole_frame(fault: Fault) -> bool {
    let lab = lab(8.0);
    let mut client = Client::tune_in(&lab);
    client.listen(ms(80));
    lab.set(fault);
    assert_eq!(client.listen(ms(1000)), End::Fin);
    let tail = &client.body[client.body.len() - 64..];
    let clip = Media::MP3.clip();
    // A tone's frames may be alike: any place will do.
    let mut ends = clip.bytes.windows(64).enumerate().filter(|(_, w)| *w == tail).map(|(at, _)| at + 64);
    ends.any(|end| clip.next_unit(end) == end)
}

#[test]
fn an_end_comes_between_frames_and_a_truncation_within_one() {
    assert!(ends_with_a_whole_frame(Fault::End));
    assert!(!ends_with_a_whole_frame(Fault::Truncate));
}

#[test]
fn an_ending_station_still_gives_its_burst() {
    let lab = Lab::start(Media::MP3);
    lab.set(Fault::End);
    let mut client = Client::tune_in(&lab);
    assert_eq!(client.listen(ms(1000)), End::Fin);
    assert!((65_000..67_000).contains(&client.body.len()));
}

#[test]
fn a_trickle_is_a_part_of_what_is_needed() {
    let lab = lab(16.0);
    let mut client = Client::tune_in(&lab);
    lab.set(Fault::Trickle(0.25));
    client.listen(ms(50));
    let pace = pace(&mut client, 16.0, 500);
    assert!((0.18..0.32).contains(&pace), "{pace} of real time");
}

#[test]
fn bursts_and_stalls_by_turns() {
    let lab = lab(10.0);
    let mut client = Client::tune_in(&lab);
    lab.set(Fault::BurstStall { burst: 1.0, pause: ms(4000) });
    // Each 0.4 s of ours: one second of music, at once.
    client.listen(ms(250));
    let (mut quiet, mut come, begun) = (0, 0.0, Instant::now());
    for _ in 0..60 {
        let (bytes, _) = client.hear(ms(20));
        quiet += usize::from(bytes.is_empty());
        come += music(&bytes);
    }
    let due = begun.elapsed().as_secs_f64() * 10.0 / 4.0;
    assert!((due - 1.2..due + 1.2).contains(&come), "{come} of {due} s of music");
    assert!(quiet > 45, "{quiet} of 60 looks found nothing");
}

#[test]
fn jitter_comes_in_clumps_but_comes() {
    let lab = lab(16.0);
    let mut client = Client::tune_in(&lab);
    lab.set(Fault::Jitter { mean: ms(800), dev: ms(200), loss: 0.05 });
    let (mut quiet, mut clumps, mut come, begun) = (0, 0, 0.0, Instant::now());
    while begun.elapsed() < ms(1000) {
        let (bytes, _) = client.hear(ms(5));
        quiet += usize::from(bytes.is_empty());
        clumps += usize::from(!bytes.is_empty());
        come += music(&bytes);
    }
    let needed = begun.elapsed().as_secs_f64() * 16.0;
    assert!((needed - 3.0..needed + 1.0).contains(&come), "{come} of {needed} s");
    assert!(quiet > clumps && clumps > 5, "{clumps} looks found music, {quiet} none");
}

/// What comes after such a change, from its first byte on.
fn after(fault: Fault, media: Media) -> Vec<u8> {
    let lab = Lab::with(Setup { speed: 16.0, burst: 0, ..Setup::new(media) });
    let mut client = Client::tune_in(&lab);
    client.listen(ms(50));
    lab.set(fault);
    client.hear(ms(40));
    plenty(&mut client)
}

/// What is heard in a while, and longer on a busy machine, until there is something to judge.
fn plenty(client: &mut Client) -> Vec<u8> {
    let mut heard = client.hear(ms(200)).0;
    for _ in 0..50 {
        if heard.len() < 24_000 {
            heard.extend(client.hear(ms(100)).0);
        }
    }
    heard
}

#[test]
fn garbage_and_a_page_have_no_frames() {
    let garbage = after(Fault::Garbage, Media::MP3);
    assert!(garbage.len() > 20_000);
    let mut seen = [false; 256];
    garbage.iter().for_each(|&byte| seen[usize::from(byte)] = true);
    assert!(seen.iter().all(|&seen| seen));
    assert!(String::from_utf8(after(Fault::Html, Media::MP3)).unwrap().contains("</html>"));
}

#[test]
fn another_codec_and_another_rate_begin_between_two_frames() {
    let lab = lab(16.0);
    let mut client = Client::tune_in(&lab);
    lab.set(Fault::CodecChange);
    let changed = plenty(&mut client);
    let ogg = changed.windows(4).position(|w| w == b"OggS").unwrap();
    assert_eq!(changed[ogg + 5], 2, "a first page");
    lab.set(Fault::RateChange);
    let mp3 = plenty(&mut client);
    let faster = Media::MP3.rate(48_000).clip();
    assert!(holds(&faster, end_of(&mp3)));
    assert!(!holds(&Media::MP3.clip(), end_of(&mp3)));
}

/// Is this a piece of the clip (which may repeat itself)?
fn holds(clip: &Clip, bytes: &[u8]) -> bool {
    clip.bytes.windows(200).any(|w| w == &bytes[..200])
}

/// On a busy machine the beginning may still be what was under way when the fault was set.
fn end_of(bytes: &[u8]) -> &[u8] {
    &bytes[bytes.len() - 200..]
}

#[test]
fn silence_and_noise_are_well_encoded() {
    let silent = after(Fault::Silence, Media::MP3);
    assert!(holds(&Media::MP3.sound(crate::lab::Sound::Silence).clip(), end_of(&silent)));
    let noisy = after(Fault::Noise, Media::AAC);
    assert!(holds(&Media::AAC.sound(crate::lab::Sound::Noise).clip(), end_of(&noisy)));
}
