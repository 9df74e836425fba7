//! Which file system a folder is on, and whether that is another PC's disk.

use std::path::Path;

/// The kind of network file system a folder is on; none on a disk of this PC.
#[cfg(target_os = "linux")]
pub(super) fn network(path: &Path) -> Option<String> {
    let by_number = rustix::fs::statfs(path).ok().and_then(|found| remote_number(found.f_type.into()));
    let by_name = || {
        let mounts = std::fs::read_to_string("/proc/self/mountinfo").ok()?;
        kind_of(path, &mounts).filter(|kind| is_remote_kind(kind)).map(str::to_owned)
    };
    by_number.map(str::to_owned).or_else(by_name)
}

/// Windows resolves a mapped drive to its share when the path is made canonical, so there is nothing left to ask.
#[cfg(windows)]
pub(super) fn network(_path: &Path) -> Option<String> {
    None
}

/// The system marks what is on this PC (`MNT_LOCAL` in its `sys/mount.h`).
#[cfg(not(any(target_os = "linux", windows)))]
pub(super) fn network(path: &Path) -> Option<String> {
    const LOCAL: u64 = 0x1000;
    let found = rustix::fs::statfs(path).ok()?;
    (u64::from(found.f_flags) & LOCAL == 0).then(|| "not a disk of this PC".to_owned())
}

/// Numbers of network file systems: `linux/magic.h` of the kernel and, for those outside of it, `statfs(2)`.
#[cfg(target_os = "linux")]
const REMOTE_NUMBERS: [(i128, &str); 8] = [
    (0x6969, "NFS"),
    (0xff53_4d42, "SMB"),
    (0xfe53_4d42, "SMB"),
    (0x517b, "SMB"),
    (0x0102_1997, "9P"),
    (0x5346_414f, "AFS"),
    (0x00c3_6400, "Ceph"),
    (0x7375_7245, "Coda"),
];

/// Kinds that are named in the list of mounts: those from above, and programs that show another PC's disk as a folder.
#[cfg(any(target_os = "linux", test))]
const REMOTE_KINDS: [&str; 20] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "9p",
    "afs",
    "ceph",
    "coda",
    "davfs",
    "glusterfs",
    "fuse.sshfs",
    "fuse.rclone",
    "fuse.gvfsd-fuse",
    "fuse.smbnetfs",
    "fuse.s3fs",
    "fuse.davfs2",
    "fuse.glusterfs",
    "fuse.ceph",
    "fuse.google-drive-ocamlfuse",
];

#[cfg(target_os = "linux")]
fn remote_number(number: i128) -> Option<&'static str> {
    // Some systems hand it over as a signed 32-bit number.
    let number = number & 0xffff_ffff;
    REMOTE_NUMBERS.iter().find(|(known, _)| *known == number).map(|(_, kind)| *kind)
}

#[cfg(any(target_os = "linux", test))]
fn is_remote_kind(kind: &str) -> bool {
    REMOTE_KINDS.contains(&kind)
}

/// The kind of the mount that holds this path: the longest mount point above it, and of two on one point the later.
#[cfg(any(target_os = "linux", test))]
fn kind_of<'a>(path: &Path, mounts: &'a str) -> Option<&'a str> {
    let holding = mounts.lines().filter_map(mount).filter(|(point, _)| path.starts_with(point));
    holding.max_by_key(|(point, _)| point.len()).map(|(_, kind)| kind)
}

/// Mount point and kind of a line of `/proc/self/mountinfo`: the fifth field, and the first one after the dash.
#[cfg(any(target_os = "linux", test))]
fn mount(line: &str) -> Option<(String, &str)> {
    let point = line.split(' ').nth(4)?;
    let kind = line.split(" - ").nth(1)?.split(' ').next()?;
    // Blanks and the like are written as octal numbers.
    let point = [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")]
        .iter()
        .fold(point.to_owned(), |point, (written, meant)| point.replace(written, meant));
    Some((point, kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /srv/nora/server rw,nosuid - fuse.sshfs nora@server:/ rw
31 22 0:41 / /mnt/care\\040share rw - cifs //server/share rw
32 22 8:2 / /mnt/care rw master:5 - xfs /dev/sdb1 rw
33 22 0:42 / /mnt/usb rw - ext4 /dev/sdc1 rw
34 33 0:43 / /mnt/usb rw - nfs4 server:/usb rw
";

    fn remote_kind(path: &str) -> Option<&'static str> {
        kind_of(Path::new(path), MOUNTS).filter(|kind| is_remote_kind(kind))
    }

    #[test]
    fn the_nearest_mount_above_a_folder_decides() {
        assert_eq!(remote_kind("/srv/nora/care"), None);
        assert_eq!(remote_kind("/srv/nora/server/care"), Some("fuse.sshfs"));
        assert_eq!(remote_kind("/srv/nora/server2/care"), None);
        assert_eq!(remote_kind("/mnt/care/practice"), None);
    }

    #[test]
    fn a_mount_point_with_a_blank_in_its_name_is_read() {
        assert_eq!(remote_kind("/mnt/care share/practice"), Some("cifs"));
    }

    #[test]
    fn of_two_mounts_on_one_point_the_later_one_is_seen() {
        assert_eq!(remote_kind("/mnt/usb/practice"), Some("nfs4"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn network_file_systems_are_known_by_their_numbers_too() {
        assert_eq!(remote_number(0x6969), Some("NFS"));
        assert_eq!(remote_number(-0x00ac_b2be), Some("SMB"), "as a signed 32-bit number");
        assert_eq!(remote_number(0xef53), None);
    }

    #[test]
    fn lines_that_make_no_sense_are_passed_over() {
        assert_eq!(kind_of(Path::new("/x"), "\n-\n1 2 3\n - \n1 2 3 4 / - \n"), Some(""));
    }
}
