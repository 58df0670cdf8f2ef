"""Given names and surnames that are common in Indonesia, put together at random."""

WOMEN = """
Siti Nur Dewi Sri Ani Yanti Rina Wati Lestari Fitri Indah Ayu Maya Ratna Rini Aisyah Fatimah
Khadijah Zahra Nabila Putri Intan Mega Bunga Melati Kartika Kartini Dian Diah Endang Sulastri
Sumiati Suryani Rahayu Wahyuni Ningsih Purwanti Handayani Susanti Yuliana Yuliani Marlina Rosmini
Rosida Rohani Rohmah Hasanah Halimah Maryam Mariani Maimunah Salmah Salamah Saodah Sarifah
Sukmawati Kurniawati Rahmawati Setiawati Herawati Ernawati Lilis Neneng Euis Cucu Entin Imas Iis
Titin Kokom Nani Nina Nita Novi Nova Novita Oktavia Aprilia Meilani Juliana Agustina Septiani
Desi Desiana Elisabet Maria Marta Yohana Debora Ester Rut Natalia Kristina Veronika Theresia
Lusiana Monika Agnes Yosefina Fransiska Angelina Regina Emilia Emi Erna Erni Eti Evi Fera Feni
Gita Hana Hani Henny Hesti Ida Iin Ika Ira Irma Isma Isti Jamilah Juju Juleha Karmila Kasih Komala
Laila Laras Latifah Leni Lia Lina Lisa Lusi Mimin Mira Mulyani Munawaroh Murni Mutia Nadia Nanik
Nia Nining Nisa Nunung Nuraini Nurhayati Nurjanah Nurlela Nurul Pipit Puspa Rahma Raudah Reni
Resti Ria Rika Rima Risma Rita Rodiah Romlah Rukmini Rusmini Rusnah Sakinah Santi Sari Sekar
Selvi Silvi Sinta Sofia Solihah Suci Suharti Sulis Sumarni Sundari Supriyati Suparti Surti
Suwarni Syarifah Tati Tari Tina Tini Tika Tiwi Tri Tuti Ulfa Umi Uswatun Vina Wartini Widya
Winarti Wiwik Wulan Yati Yeni Yuni Yunita Yusnita Zainab Zubaidah Zulaikha
""".split()

MEN = """
Ahmad Muhammad Abdul Agus Budi Andi Andri Adi Ade Aditya Arif Arifin Asep Bambang Bayu Dadang
Dani Dedi Deni Didi Dimas Dodi Dwi Edi Eko Endro Fajar Farhan Fauzi Firman Galih Gunawan Guntur
Hadi Hafiz Hamdan Hamid Hamzah Hari Haris Hasan Hasyim Hendra Hendri Heri Herman Hidayat Husin
Ibrahim Idris Ilham Imam Imran Indra Irfan Irwan Iskandar Ismail Iwan Jaka Jamal Jefri Joko
Johan Jumadi Junaidi Kadir Kamal Karim Kasim Khairul Kholil Kurnia Kurniawan Lukman Maman
Mansur Marwan Maulana Miftah Mulyadi Mulyono Mursid Musa Mustafa Nana Nanang Nasrun Nasir Nurdin
Oman Opik Pandu Panji Paulus Petrus Yohanes Yosep Markus Lukas Matius Stefanus Yakobus Daniel
David Simon Samuel Albertus Antonius Fransiskus Ignasius Martinus Benediktus Kristian Rafael
Rahmat Rahman Ramli Randi Rasyid Ratno Reza Rian Ridwan Rifki Riki Rinto Rizal Rizki Robi Rohmat
Roni Rosyid Rudi Rusdi Ruslan Rusli Sabar Said Saiful Salim Samsul Samsudin Sandi Sapri Sarwono
Satria Septian Sidik Slamet Sofyan Solihin Sudarmo Sudirman Sugeng Sugiono Suhardi Suharto
Sujarwo Sukirman Sulaiman Sumarno Sunarto Supardi Supri Surya Suryadi Susilo Sutrisno Suwarno
Syahrul Syamsul Syarif Taufik Teguh Tono Topan Trisno Ucok Udin Ujang Usman Wahid Wahyu Wawan
Wayan Widodo Wira Wisnu Yadi Yana Yanto Yayan Yudi Yuda Yunus Yusran Yusuf Zaenal Zainal Zaki
Zakaria Zulfikar Zulkifli
""".split()

SURNAMES = """
Abdullah Adiputra Afandi Aminudin Anggara Anshari Anwar Ardiansyah Arianto Aryanto Asmara Atmaja
Azhari Azis Bachtiar Baharudin Basri Basuki Budiarto Budiman Cahyadi Cahyono Damanhuri Darmawan
Darsono Djunaedi Effendi Fadillah Fahmi Fahrudin Faisal Fathoni Febrianto Firdaus Firmansyah
Gani Ghozali Haikal Hakim Halim Hamdani Handoko Hanafi Hardianto Hariyanto Haryono Hasanudin
Hasyimi Hendrawan Herdiana Hermansyah Hermanto Hernawan Hidayatullah Ibrahimi Irawan Irianto
Isnaini Iskandarsyah Ismanto Jaelani Jatmiko Jauhari Jayadi Juhari Julianto Junaedi Kamaludin
Kartono Khairudin Komarudin Kosasih Kuncoro Kurniadi Kusnadi Kusuma Kusumah Laksana Lesmana
Mahendra Mahfud Mahmud Mahmudi Makmur Mardiana Marzuki Mashuri Maskur Maulidin Muchtar Mudzakir
Muhidin Mukhlis Mulyana Munandar Munir Mustakim Mustofa Muttaqin Natsir Nawawi
Nugraha Nugroho Nurcahyo Nurhadi Nurhakim Nurohman Pambudi Pamungkas Permadi Permana Pradana
Pramono Pranoto Prasetya Prasetyo Pratama Prawira Prayitno Prayoga Priyanto Purnama Purnomo
Purwanto Putra Rachman Rahardjo Raharja Rahmadi Rahmatullah Ramadhan Riyadi Riyanto Rohman
Rosadi Rustandi Rusydi Ruswandi Sadikin Salamun Santosa Santoso Saputra Sasmita Sastra Satrio
Sembada Setiadi Setiawan Setyawan Sobari Soleh Subagyo Subandi Subarkah Sucipto Sudarsono
Sudibyo Sudrajat Suganda Sugianto Sugiharto Suhendra Suherman Sukarno Sukmana Sulistyo Sumantri
Sumardi Sumarsono Sunarya Supriadi Supriatna Supriyanto Suratman Suryana Suryanto Susanto
Sutanto Sutarno Sutisna Suwandi Suyanto Syafei Syahputra Syahrir Syaifudin Syarifudin Tamrin
Tanjung Tarmizi Thohir Tohari Triyono Umar Utama Utomo Wahyudi Wardana Wardoyo Waluyo Wibisono
Wibowo Wicaksono Widianto Widjaja Wijaya Winata Wirawan Wiryawan Witjaksono Yahya Yudhistira
Yuliansyah Yulianto Yusdianto Zaelani Zainuddin Zamroni Zulhamsyah
""".split()

CLANS = {
    "12": """
        Sinaga Siregar Simanjuntak Sitorus Situmorang Sihombing Silalahi Simbolon Hutabarat Hutapea
        Hutagalung Panjaitan Manurung Marbun Nainggolan Napitupulu Lubis Nasution Harahap Daulay
        Ginting Sembiring Tarigan Purba Saragih Damanik Pasaribu Batubara Pohan Ritonga
    """.split(),
    "51": """
        Ariana Astawa Budiasa Dharma Gunarta Karyasa Mahardika Merta Parwata Sudana Suardika
        Suartana Sudiarta Sugiarta Wirata Widiana Yasa Pradnyana Artawan Ardana
    """.split(),
    "53": """
        Bria Taek Nahak Seran Klau Manek Mau Bere Tefa Nenobais Tnunay Benu Kase Liunokas Lopo
        Sabon Kleden Beding Hayon Doni Rihi Radja Ratu Ndolu Messakh Ndun
    """.split(),
    "71": """
        Mandagi Lumentut Rumengan Wowor Tumbel Kawilarang Pangemanan Sumual Lontoh Rotinsulu
        Mokoginta Paputungan Mamonto Kaunang Mantiri Runtuwene Sondakh Warouw Tulung Walangitan
    """.split(),
    "81": """
        Pattiasina Latuconsina Tuasikal Leiwakabessy Matulessy Sahetapy Tahalele Salampessy
        Siahaya Manuhutu Nanlohy Pelupessy Tomasoa Wattimena Lekatompessy Rehatta
    """.split(),
    "91": """
        Wanggai Rumbiak Yoku Suebu Ohee Kambuaya Karubaba Rumaropen Ayomi Yarangga Kaisiepo
        Mansoben Rumbino Sroyer Wospakrik Korwa
    """.split(),
}
"""Surnames that go with a province, by its Kemendagri code."""

STREETS = """
Melati Mawar Kenanga Anggrek Cempaka Dahlia Flamboyan Merpati Cendrawasih Kutilang Garuda Rajawali
Merdeka Sudirman Diponegoro Kartini Gajah_Mada Hasanuddin Imam_Bonjol Pattimura Ahmad_Yani Veteran
Pahlawan Pemuda Pelajar Pasar_Baru Masjid_Raya Gereja Pelabuhan Stasiun Sawah_Besar Kebun_Raya
Sungai_Baru Bukit_Indah Pantai_Indah Rawa_Indah Beringin Cemara Jati Mahoni Akasia Kemuning Teratai
""".split()


def surnames_of(province) -> list[str]:
    """What families of a province are called: half of them by its own clans, where it has some."""
    own = CLANS.get(province, [])
    return SURNAMES + own * (len(SURNAMES) // len(own)) if own else SURNAMES
