//! A real Icecast, fed by a real encoder, in real time.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use segue::clock::Clock;
use segue::model::Source;

use crate::studio::{FEED, Studio, setup};

/// A program that is ended with the test.
struct Running(Child);

impl Running {
    fn signal(&self, signal: &str) {
        assert!(Command::new("kill").args([signal, &self.0.id().to_string()]).status().unwrap().success());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn quiet(program: &mut Command) -> Running {
    Running(program.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap())
}

/// Icecast will not run as root: it becomes somebody else, who must be able to write its logs.
fn icecast(folder: &Path, port: u16) -> Running {
    let here = folder.display();
    let security = if is_root() { "<changeowner><user>nobody</user><group>nogroup</group></changeowner>" } else { "" };
    let config = format!(
        "<icecast><limits><clients>20</clients><sources>2</sources><queue-size>524288</queue-size>\
         <burst-size>65535</burst-size></limits>\
         <authentication><source-password>pw</source-password><admin-user>admin</admin-user>\
         <admin-password>pw</admin-password></authentication><hostname>127.0.0.1</hostname>\
         <listen-socket><port>{port}</port><bind-address>127.0.0.1</bind-address></listen-socket>\
         <paths><basedir>{here}</basedir><logdir>{here}</logdir><webroot>{here}</webroot><adminroot>{here}</adminroot>\
         </paths><logging><accesslog>access.log</accesslog><errorlog>error.log</errorlog><loglevel>3</loglevel>\
         </logging><security><chroot>0</chroot>{security}</security></icecast>"
    );
    fs::write(folder.join("icecast.xml"), config).unwrap();
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o777)).unwrap();
    quiet(Command::new("icecast2").arg("-c").arg(folder.join("icecast.xml")))
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0)
}

fn encoder(port: u16) -> Running {
    let to = format!("icecast://source:pw@127.0.0.1:{port}/radio.mp3");
    let mut ffmpeg = Command::new("ffmpeg");
    ffmpeg.args(["-nostdin", "-v", "error", "-re", "-f", "lavfi", "-i", "sine=frequency=441:sample_rate=44100"]);
    ffmpeg.args(["-ac", "2", "-c:a", "libmp3lame", "-b:a", "128k", "-content_type", "audio/mpeg"]);
    ffmpeg.args(["-ice_name", "A real station", "-f", "mp3", &to]);
    quiet(&mut ffmpeg)
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A status of the station's mount: 200 once the encoder is there.
fn is_on(port: u16) -> bool {
    use std::io::{Read, Write};
    let Ok(mut tcp) = std::net::TcpStream::connect(("127.0.0.1", port)) else { return false };
    let _ = tcp.write_all(b"GET /radio.mp3 HTTP/1.0\r\n\r\n");
    let mut answer = [0; 15];
    tcp.read_exact(&mut answer).is_ok() && answer.ends_with(b"200 OK")
}

#[test]
fn a_real_icecast_is_frozen_and_thaws() {
    let folder = tempfile::tempdir().unwrap();
    let port = free_port();
    let server = icecast(folder.path(), port);
    std::thread::sleep(Duration::from_millis(500));
    let _encoder = encoder(port);
    let mut patience = 100;
    while !is_on(port) {
        patience -= 1;
        assert!(patience > 0, "{}", fs::read_to_string(folder.path().join("error.log")).unwrap_or_default());
        std::thread::sleep(Duration::from_millis(100));
    }
    // Some burst for the listener.
    std::thread::sleep(Duration::from_secs(2));
    let (mut setup, files) = setup(&[&format!("http://127.0.0.1:{port}/radio.mp3")], 60);
    setup.clock = Clock::real();
    setup.tuning.failover.probation = Duration::from_secs(3);
    let studio = Studio::start(setup, files);
    studio.wait("the feed", 5.0, |studio| studio.on_air() == Some(FEED));
    let switches = studio.player.snapshot().switches;
    studio.pass(10.0);
    assert_eq!(studio.player.snapshot().feeds[0].station.as_deref(), Some("A real station"));
    assert_eq!(studio.player.snapshot().switches, switches);
    server.signal("-STOP");
    studio.wait("rescue", 15.0, |studio| studio.on_air() == Some(Source::Reserve));
    server.signal("-CONT");
    studio.wait("return", 25.0, |studio| studio.on_air() == Some(FEED));
    studio.pass(3.0);
    studio.assert_no_dead_air(15.0);
}
