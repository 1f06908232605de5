-- The database of the first release with a few made-up people. It never changes: whatever comes later
-- must open it, bring it up to date and keep everything. SQLite reads it as it is; for PostgreSQL the
-- tests rewrite X'…', which means bits there.

CREATE TABLE migrations (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL
);

CREATE TABLE agencies (
    code TEXT PRIMARY KEY CHECK (code <> ''),
    name TEXT NOT NULL
);

CREATE TABLE units (
    agency TEXT NOT NULL REFERENCES agencies (code),
    code TEXT NOT NULL CHECK (code <> ''),
    name TEXT NOT NULL,
    parent TEXT,
    PRIMARY KEY (agency, code)
);

CREATE TABLE people (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    consent TEXT NOT NULL,
    consented_at BIGINT NOT NULL,
    language TEXT,
    employment TEXT,
    agency TEXT REFERENCES agencies (code),
    unit TEXT,
    registered_at BIGINT,
    reachable INTEGER NOT NULL DEFAULT 1 CHECK (reachable IN (0, 1)),
    reachable_at BIGINT,
    FOREIGN KEY (agency, unit) REFERENCES units (agency, code)
);

CREATE INDEX people_by_agency ON people (agency, unit);

CREATE TABLE attempts (
    person BIGINT NOT NULL REFERENCES people (id),
    id TEXT NOT NULL,
    agency TEXT NOT NULL REFERENCES agencies (code),
    unit TEXT,
    module TEXT NOT NULL,
    kind TEXT NOT NULL,
    seed BIGINT NOT NULL,
    content TEXT NOT NULL,
    items TEXT NOT NULL,
    size INTEGER NOT NULL,
    started_at BIGINT NOT NULL,
    finished_at BIGINT,
    score INTEGER,
    passed INTEGER CHECK (passed IN (0, 1)),
    PRIMARY KEY (person, id)
);

CREATE UNIQUE INDEX attempts_one_open ON attempts (person) WHERE finished_at IS NULL;

CREATE INDEX attempts_latest ON attempts (person, started_at);

CREATE INDEX attempts_by_agency ON attempts (agency, unit, module, person);

CREATE TABLE answers (
    person BIGINT NOT NULL,
    attempt TEXT NOT NULL,
    step INTEGER NOT NULL,
    chosen TEXT NOT NULL,
    points INTEGER NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (person, attempt, step),
    FOREIGN KEY (person, attempt) REFERENCES attempts (person, id)
);

CREATE TABLE offices (
    person BIGINT NOT NULL,
    agency TEXT NOT NULL REFERENCES agencies (code),
    role TEXT NOT NULL,
    granted_at BIGINT NOT NULL,
    PRIMARY KEY (person, agency)
);

CREATE TABLE invitations (
    code_hash TEXT PRIMARY KEY,
    agency TEXT NOT NULL REFERENCES agencies (code),
    role TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    created_by BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    redeemed_by BIGINT,
    redeemed_at BIGINT
);

CREATE TABLE contents (
    hash TEXT PRIMARY KEY,
    body BYTEA NOT NULL,
    stored_at BIGINT NOT NULL
);

INSERT INTO migrations (number, name, checksum) VALUES
    (1, 'first', '6c00c08bd7ea6a651dcb242d92144aa902555a53f47e439d10e7f36522540801');

INSERT INTO agencies (code, name) VALUES
    ('DEMO', 'Dinas Demo'),
    ('LAIN', 'Badan Lain ''nya''; -- "x"');

INSERT INTO units (agency, code, name, parent) VALUES
    ('DEMO', 'KEU', 'Keuangan', 'UMUM'),
    ('DEMO', 'UMUM', 'Bagian Umum', NULL),
    ('LAIN', 'SATU', 'Bidang Satu', NULL);

INSERT INTO people (id, name, consent, consented_at, language, employment, agency, unit, registered_at, reachable, reachable_at) VALUES
    (1001, 'Ani Contoh', '2024-10', 1730000000000, 'id', 'pns', 'DEMO', 'UMUM', 1730000000005, 1, NULL),
    (1002, 'Budi Contoh', '2024-10', 1730000000000, 'id', 'pppk', 'DEMO', 'KEU', 1730000000005, 1, NULL),
    (9000000003, 'Citra Contoh', '2024-10', 1730000000000, 'en', 'pns', 'LAIN', 'SATU', 1730000000005, 1, NULL),
    (1004, 'Dewi Contoh', '2024-10', 1730000000000, 'id', 'cpns', 'DEMO', 'UMUM', 1730000000005, 1, NULL),
    (1005, 'Eka Contoh', '2024-10', 1730000000000, 'id', 'pns', 'LAIN', NULL, 1730000000700, 1, NULL),
    (1006, 'Fajar Contoh', '2024-10', 1730000000000, NULL, NULL, NULL, NULL, NULL, 1, NULL),
    (1007, 'Gita ‘Nur’ O''Contoh – é 😀	tab
baris', '2024-10', 1730000000000, 'id', 'ppnpn', 'LAIN', NULL, 1730000000005, 0, 1730000000800);

INSERT INTO contents (hash, body, stored_at) VALUES
    ('508a702cac50d896', X'78daed5a4b73db3610fe2b185d7a911c898aa7ad2e1d3b499b699a261327ed21ca78962424c204019600edaa19fef72e1ea4489152644f62b733be2426b1bbd8fdf0ed83b03f8f3219979caa27e5153bd940c6470b32d24c73ba209f59bc20afcd3ac1d531a16241de53a589d3a9960242596a2ff822cb411325819f38d19f655990bf4a546052a81314cf41a9cb0c8a7441be9f2ec53570165f6652e8442dc82c588a9097342f98d08ba52064423e6b99b36841322a1807742192252e9259b5bb9e31ce9203eb02447cc000a42c04dd591e8dc928979c459b0617509772b520c134783a994d27d3198654c86b1a5f2a26226a5782c9f4c74980b144183435c69623446f325b8e96c2c4cec4da467755c66b6a7f2224949c2688a3ff7f369d8e49c2d0e3822dc8293ec4187e01a849a6955369966ba5b68a35b0d539ad95b6af86b4ba1ba10dab1525522abad5383dec9b81ad40768452a64f561069d5c0679ffcc91ac6e494435a3acf3884947b26bdb5ef1d89fe4ca4f7bd6692175a8e2e18e4f0d372e404972314c5272f8ddc42790faf3d69bba350e3ee56bf5f38f5b7b4c840e07955d5ae4e9ea73b4a6fdfbe725acf90bb05465555dba8b4c126053114571196a04138e533d4db13da590e6483905a6cd312ad75e2c43c638ac452d06dc0eb4296792f60734a62dd75ff39c37c881960ae2a06dc997d233813b4173c2f07f5790905b9b2b6eb68deac566d0bc3f82b0c65ec5c1df6ed35151b94f1c5e63766b2a5e75408d197ac64468628b88226bc0d2928c443f6b03a4432e452354687c27ebd953216ff907ac856825b1407edbc341278b02405ac9862433d1bb4a6c2b84780446685ad459b5632bca2e900a7580269932ad93e42195c914f698915ba9f361972892ac234d63fac6385d8d20af29c333c48ac949ed7ee140f1e738872fc32022e4537f673b340fc828d9a2432a7ab92f7801cd07e665ee129aaccf3e34c10b95ab18859a3885e0cda32b053848a5e7fb36f5a85c80434b14e3b273afdcf33929462bd8604848bae1d84a3299e9b8fe53b4572a9eae4be498ccc0e7c63779e1da86a486911b308fb465d57dd6b457181e9cd8250cd3c1142500c8fe6e36785add6f41fd0256a4c6cb7e632022d8b9a27a0d0e999c7add02ce214db5cf5c95bb7066c4d2e947b85d9a21a065da065eb38fe1343621b2e12efa4ce2e4a384b29016e726c4334a4c8271466313da97680b6c11e03f410c4cd31df06e45bc11b33c590f3e232a405e83b021d74810efa405b1a0f20ed48ee508e99a61a720cc803fd3ea15b044c0fa8e9df065950ec49834c7655314668b36e317be72a2341d3e4da15b63db87e74c5b7d1ffb40bab9d12ee88dabc8bdafc78d45e428a47a8b1b4911b28d6e0f17a816e6d48c434fb870a644cc1d6896e6365cb751faadbd4e83d4059cbbbe0f8b9e98ef03cedc2f3b40f0fc7e9a21880e73773f46b2048e990c680598e7ee0b8ee613a2b752291fd58e831e8d58a1627de734c3166c7f77689bf49e48edd3367e75c62ee9f55636cbc1be5452c1f4888c986a6217382c0b9bca131612b2c11dc4c5d98abb61b05d3d90f93696066eb517570cff3d69ee7dd3debd476122b59842c8ea9686de206f8f9b4d944c1aa3efc5fc14c35ee003d40171a36046e60d3e68e190c27994baa3e85cc9048fc6a7758244ac36ad54c231dfeb891b81e3ab76c3256be66a69d76a9747a7ca65d40863c8235c37ccb4a681526051935609bd3adf9831f4745814dc038e7ead2a79deeec0b2f52af69cfdb57ad1ebded7a1818d6f4596bec6dafee7e489866821a56c23306e389122c9df82e61916a1820a2d6cc84c33a8e4c1a5055d342979ca93a5bc80d7a8795c01ca4a6580a3b2565a87f3897e71d976bb9bedbcffd0ab116dca6bf14704d8d4e6497e8b0d3efcba214389887e62bc3bbfb9c66d288b47d4c2d153b78061de73a023b5330eea16b018fe8c60c8eee4b68d0af0baa4aecec385c5c81b86288696a7e3c69d4b5696cde44cd1d2694c61c69571ef3f5ddc5773c9439bd11d0b1bac530f7dca2d736617c005810eb9b8d33bb463e74ee40deb91b90ddb4f7b2a5d0656acaecba34e1d6c4310ed914d1663e6f92df74f3eee581f15e455460b390ea89bb9d18bc9e39f31717d6befd196d369aed00ede264d61411658fc73fe374d5c8b837ee63bd85abf9743e62bed2f46fdd7c76bcc2f33319e40c1321338c7d76b2fdf8b8601abf88d19346a4ccf05cad4c5319378dbd73ba46058ea31170ac63b556cbe07bff718c5ae3ed6ad5c32178781c82237008be350ef387c7617e040ef3af8e4337c3fc05e2f00d687db9682cfa873d49e6cd1cceb2dc88ec05f5106cdefcc13c6a646e974835007b90db2ed78d3def8d852d979b6fb995d412db68f311476da5cf137c8dd3581dfe411a55fbb6d87bc73368d94e507b6c3d37ed728d3d6967de7f2671a2d1d275a77ade1f32ee86fdaa4f84e03e88101c4384e091080f4984f97d10617e0c11e68f44b84f22ecf619f78ba83d8da6fe2d95eb34ee696fab71cb877b8db63277a496dbe00bdda616ba6dbbf138ec6557b37e7b7a0dded0d2eefdec717c6bdfce56c7ecdcdfb37361f95558befb6b083a68b1b9a1eb56234f9ae07e48131c459ae09134ff0bd2ccef8734f3a348337f24cd7f9134bd7667fe6e635fb7737fd3e19b9d79d8dfebcceae15667458efa56dd3a7c9894c6e097ba9f93b975f3b3a8ec67a45faefa10040f0641700c04c13d40307f3008e6c74030ff061098ac32fe3da1a2c9a5f28ab9abc8d6328bbbcb1fcc75e6a8fa179516943e', 1);

INSERT INTO attempts (person, id, agency, unit, module, kind, seed, content, items, size, started_at, finished_at, score, passed) VALUES
    (1001, 'Ax-_0000001', 'DEMO', 'UMUM', 'uji', 'latihan', 11, '508a702cac50d896', '[["akibat-2",1,["etik","disiplin","kontrak"]],["menandai-3",1,["b","c","a"]],["memilih-3",1,["b","a","c"]],["menilai-1",1,["boleh","hindari","dilarang"]]]', 4, 1730000000100, 1730000000190, 66, 0),
    (1002, 'Bx-_0000001', 'DEMO', 'KEU', 'uji', 'latihan', 12, '508a702cac50d896', '[["menilai-1",1,["boleh","hindari","dilarang"]],["menandai-3",1,["b","a","c"]],["memilih-1",1,["b","a","c"]],["akibat-3",1,["etik","disiplin","kontrak"]]]', 4, 1730000000200, 1730000000290, 70, 1),
    (1002, 'Bx-_0000002', 'DEMO', 'KEU', 'uji', 'latihan', 13, '508a702cac50d896', '[["akibat-2",1,["etik","disiplin","kontrak"]],["menilai-1",1,["boleh","hindari","dilarang"]],["menandai-2",1,["b","c","a"]],["memilih-2",1,["b","a","c"]]]', 4, 1730000000900, 1730000000990, 79, 1),
    (9000000003, 'Cx-_0000001', 'LAIN', 'SATU', 'uji', 'latihan', 14, '508a702cac50d896', '[["menilai-2",1,["boleh","hindari","dilarang"]],["akibat-1",1,["etik","disiplin","kontrak"]],["memilih-1",1,["c","a","b"]],["menandai-3",1,["c","a","b"]]]', 4, 1730000000300, NULL, NULL, NULL),
    (1004, 'Dx-_0000001', 'DEMO', 'UMUM', 'uji', 'latihan', 15, '508a702cac50d896', '[["menilai-2",1,["boleh","hindari","dilarang"]],["akibat-2",1,["etik","disiplin","kontrak"]],["menandai-2",1,["b","c","a"]],["memilih-2",1,["a","c","b"]]]', 4, 1730000000400, 1730000000500, NULL, NULL),
    (1005, 'Ex-_0000001', 'DEMO', 'UMUM', 'uji', 'latihan', 2147483647, '508a702cac50d896', '[["menandai-1",1,["a","c","b"]],["akibat-2",1,["etik","disiplin","kontrak"]],["menilai-3",1,["boleh","hindari","dilarang"]],["memilih-3",1,["b","a","c"]]]', 4, 1730000000600, 1730000000690, 50, 0);

INSERT INTO answers (person, attempt, step, chosen, points, at) VALUES
    (1001, 'Ax-_0000001', 0, '["disiplin"]', 100, 1730000000110),
    (1001, 'Ax-_0000001', 1, '["c","b","a"]', 66, 1730000000111),
    (1001, 'Ax-_0000001', 2, '["c"]', 50, 1730000000112),
    (1001, 'Ax-_0000001', 3, '["hindari"]', 50, 1730000000113),
    (1002, 'Bx-_0000001', 0, '["hindari"]', 50, 1730000000210),
    (1002, 'Bx-_0000001', 1, '["c","a"]', 33, 1730000000211),
    (1002, 'Bx-_0000001', 2, '["b"]', 100, 1730000000212),
    (1002, 'Bx-_0000001', 3, '["disiplin"]', 100, 1730000000213),
    (1002, 'Bx-_0000002', 0, '["disiplin"]', 100, 1730000000910),
    (1002, 'Bx-_0000002', 1, '["hindari"]', 50, 1730000000911),
    (1002, 'Bx-_0000002', 2, '["a"]', 66, 1730000000912),
    (1002, 'Bx-_0000002', 3, '["b"]', 100, 1730000000913),
    (9000000003, 'Cx-_0000001', 0, '["boleh"]', 100, 1730000000310),
    (9000000003, 'Cx-_0000001', 1, '["kontrak"]', 0, 1730000000311),
    (1004, 'Dx-_0000001', 0, '["boleh"]', 100, 1730000000410),
    (1005, 'Ex-_0000001', 0, '["a","b"]', 100, 1730000000610),
    (1005, 'Ex-_0000001', 1, '["disiplin"]', 100, 1730000000611),
    (1005, 'Ex-_0000001', 2, '["dilarang"]', 0, 1730000000612),
    (1005, 'Ex-_0000001', 3, '["a"]', 0, 1730000000613);

INSERT INTO offices (person, agency, role, granted_at) VALUES
    (1004, 'DEMO', 'petugas', 1730000000050),
    (77, 'LAIN', 'pengamat', 1730000000060);

INSERT INTO invitations (code_hash, agency, role, expires_at, created_by, created_at, redeemed_by, redeemed_at) VALUES
    ('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'DEMO', 'petugas', 1730000010000, 0, 1730000000000, 1004, 1730000000050),
    ('bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', 'LAIN', 'pengamat', 1730000010000, 9000, 1730000000000, 77, 1730000000060),
    ('cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc', 'LAIN', 'petugas', 1730000010000, 9000, 1730000000000, NULL, NULL),
    ('dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd', 'DEMO', 'pengamat', 1730000000001, 9000, 1730000000000, NULL, NULL);
