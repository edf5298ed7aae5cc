"""Pages that every outlet has about itself; NAMA stands for its name."""

STATIC_PAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "pedoman-media-siber": (
        "Pedoman Media Siber",
        (
            "Kemerdekaan berpendapat dan kemerdekaan pers adalah hak yang dilindungi undang-undang. NAMA menjalankan "
            "pemberitaan siber dengan berpegang pada kode etik jurnalistik dan pedoman yang berlaku bagi semua media.",
            "Setiap berita pada dasarnya harus melalui verifikasi. Berita yang dapat merugikan pihak lain memerlukan "
            "verifikasi pada berita yang sama untuk memenuhi asas akurasi dan keberimbangan.",
            "Isi buatan pengguna wajib tidak memuat kebohongan, fitnah, kekerasan, prasangka, dan kebencian yang "
            "berkaitan "
            "dengan suku, agama, ras, serta golongan. NAMA berhak menyunting atau menghapusnya.",
            "Ralat, koreksi, dan hak jawab ditautkan pada berita yang diralat, dikoreksi, atau diberi hak jawab. Waktu "
            "pemuatan dicantumkan pada setiap ralat.",
            "Berita yang sudah diterbitkan tidak dapat dicabut karena alasan penyensoran, kecuali menyangkut masa "
            "depan anak, "
            "kesusilaan, pengalaman traumatik korban, atau pertimbangan khusus lain.",
        ),
    ),
    "redaksi": (
        "Redaksi",
        (
            "NAMA diterbitkan oleh sebuah perusahaan rekaan yang hanya hidup di ruang berita percobaan. Alamat "
            "redaksi, "
            "nomor telepon, dan surat elektroniknya tidak ada.",
            "Wartawan NAMA dibekali kartu pengenal dan tidak menerima pemberian apa pun dari narasumber.",
        ),
    ),
    "kebijakan-privasi": (
        "Kebijakan Privasi",
        (
            "NAMA menghargai data pribadi pembaca. Kami mencatat alamat protokol internet, jenis peramban, dan "
            "halaman yang "
            "dibuka untuk keperluan statistik kunjungan.",
            "Kuki dapat dimatikan melalui pengaturan peramban. Beberapa bagian situs mungkin tidak bekerja sebagaimana "
            "mestinya bila kuki dimatikan.",
        ),
    ),
    "login": ("Masuk", ("Masuk dengan akun NAMA untuk menulis komentar dan menyimpan berita.",)),
}
