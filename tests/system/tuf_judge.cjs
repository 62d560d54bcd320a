// The judge of tuf_judge.sh: reads a served tree with tuf-js, or breaks one.
//   read URL DIR                   DIR holds root.json and what the judge knows; exit 1: refused
//   break KIND TREE KEYS EARLIER   changes TREE; EARLIER is the tree one release before
'use strict';
const crypto = require('crypto');
const fs = require('fs');
const path = require('path');
const { canonicalize } = require('@tufjs/canonical-json');
const { Updater } = require('tuf-js');

async function read(url, dir) {
    const targetDir = path.join(dir, 'targets');
    fs.mkdirSync(targetDir, { recursive: true });
    const updater = new Updater({
        metadataDir: dir,
        metadataBaseUrl: `${url}/meta`,
        targetDir,
        targetBaseUrl: `${url}/t`,
        config: { fetchRetries: 0, fetchTimeout: 20000 },
    });
    await updater.refresh();
    const signed = JSON.parse(fs.readFileSync(path.join(dir, 'targets.json'))).signed;
    for (const name of Object.keys(signed.targets)) {
        const info = await updater.getTargetInfo(name);
        const file = await updater.downloadTarget(info);
        console.log(`target ${name} ${fs.statSync(file).size}`);
    }
}

// The files of a tree's metadata as objects, found from the timestamp down.
class Tree {
    constructor(folder, keys) {
        this.folder = folder;
        this.keys = keys;
        this.timestamp = this.load('timestamp.json');
        this.snapshotName = `${this.timestamp.signed.meta['snapshot.json'].version}.snapshot.json`;
        this.snapshot = this.load(this.snapshotName);
        this.targetsName = `${this.snapshot.signed.meta['targets.json'].version}.targets.json`;
        this.targets = this.load(this.targetsName);
    }

    file(name) {
        return path.join(this.folder, 'meta', name);
    }

    load(name) {
        return JSON.parse(fs.readFileSync(this.file(name)));
    }

    // Signs with the keys of these names and writes; gives what another file says about it.
    write(name, signed, keyNames, keyIds) {
        const message = Buffer.from(canonicalize(signed));
        const signatures = keyNames.map((key, i) => ({
            keyid: keyIds[i],
            sig: crypto.sign(null, message, this.key(key)).toString('hex'),
        }));
        const bytes = Buffer.from(canonicalize({ signatures, signed }));
        fs.writeFileSync(this.file(name), bytes);
        const sha256 = crypto.createHash('sha256').update(bytes).digest('hex');
        return { version: signed.version, length: bytes.length, hashes: { sha256 } };
    }

    key(name) {
        const file = path.join(this.keys, `${name}.pem`);
        return fs.existsSync(file) ? crypto.createPrivateKey(fs.readFileSync(file)) : foreign;
    }

    root() {
        return JSON.parse(fs.readFileSync(path.join(this.keys, 'root.json')));
    }

    ids(role) {
        return this.root().signed.roles[role].keyids;
    }

    // A new timestamp over this snapshot entry, by the true key.
    stamp(entry, change = (signed) => signed) {
        const signed = change({ ...this.timestamp.signed, meta: { 'snapshot.json': entry } });
        signed.version += 1;
        this.write('timestamp.json', signed, ['timestamp'], this.ids('timestamp'));
    }

    targetFile() {
        const name = Object.keys(this.targets.signed.targets).find((n) => n.startsWith('stable'));
        const { sha256 } = this.targets.signed.targets[name].hashes;
        return path.join(this.folder, 't', `${sha256}.${name}`);
    }
}

const foreign = crypto.generateKeyPairSync('ed25519').privateKey;

function flip(file) {
    const bytes = fs.readFileSync(file);
    // Inside a digit of a digest or signature, so that it stays JSON.
    const at = bytes.length - bytes.toString('latin1').split('').reverse().findIndex((c) => /[0-8]/.test(c)) - 1;
    bytes[at] ^= 1;
    fs.writeFileSync(file, bytes);
}

function nextRoot(tree, change, keyNames) {
    const signed = change(structuredClone(tree.root().signed));
    signed.version += 1;
    tree.write(`${signed.version}.root.json`, signed, keyNames, tree.ids('root'));
}

const ways = {
    'changed-timestamp': (tree) => {
        tree.stamp(tree.timestamp.signed.meta['snapshot.json']);
        const file = tree.load('timestamp.json');
        file.signed.expires = file.signed.expires.replace(/^20/, '21');
        fs.writeFileSync(tree.file('timestamp.json'), JSON.stringify(file));
    },
    'flipped-snapshot': (tree) => {
        const entry = tree.write(`${tree.snapshot.signed.version + 1}.snapshot.json`,
            { ...tree.snapshot.signed, version: tree.snapshot.signed.version + 1 }, ['snapshot'], tree.ids('snapshot'));
        tree.stamp(entry);
        flip(tree.file(`${entry.version}.snapshot.json`));
    },
    'flipped-targets': (tree) => newTargets(tree, (name) => flip(tree.file(name))),
    'old-targets': (tree) => newTargets(tree, (name) => fs.copyFileSync(tree.file(tree.targetsName), tree.file(name))),
    'foreign-signature': (tree) => {
        const signed = { ...tree.timestamp.signed, version: tree.timestamp.signed.version + 1 };
        tree.write('timestamp.json', signed, ['nobody'], tree.ids('timestamp'));
    },
    'old-timestamp': (tree, earlier) => {
        fs.copyFileSync(path.join(earlier, 'meta', 'timestamp.json'), tree.file('timestamp.json'));
    },
    'old-snapshot': (tree, earlier) => {
        tree.stamp(new Tree(earlier, tree.keys).timestamp.signed.meta['snapshot.json']);
    },
    expired: (tree) => {
        const then = (signed) => ({ ...signed, expires: '2022-11-29T10:00:00Z' });
        tree.stamp(tree.timestamp.signed.meta['snapshot.json'], then);
    },
    threshold: (tree) => {
        nextRoot(tree, (signed) => {
            const key = crypto.createPublicKey(foreign).export({ type: 'spki', format: 'der' }).subarray(-32);
            const json = { keytype: 'ed25519', scheme: 'ed25519', keyval: { public: key.toString('hex') } };
            const id = crypto.createHash('sha256').update(canonicalize(json)).digest('hex');
            signed.keys[id] = json;
            signed.roles.timestamp.keyids.push(id);
            signed.roles.timestamp.threshold = 2;
            return signed;
        }, ['root-1', 'root-2']);
        tree.stamp(tree.timestamp.signed.meta['snapshot.json']);
    },
    'unsigned-root': (tree) => nextRoot(tree, (signed) => signed, ['root-1']),
    'wrong-target-bytes': (tree) => flip(tree.targetFile()),
    'longer-target': (tree) => fs.appendFileSync(tree.targetFile(), 'x'),
};

// New targets and all above them, truly signed; then what is served under their name is changed.
function newTargets(tree, spoil) {
    const version = tree.targets.signed.version + 1;
    const meta = tree.write(`${version}.targets.json`, { ...tree.targets.signed, version }, ['targets'], tree.ids('targets'));
    const next = tree.snapshot.signed.version + 1;
    const signed = { ...tree.snapshot.signed, version: next };
    signed.meta = { ...signed.meta, 'targets.json': meta };
    tree.stamp(tree.write(`${next}.snapshot.json`, signed, ['snapshot'], tree.ids('snapshot')));
    spoil(`${version}.targets.json`);
}

const [what, ...rest] = process.argv.slice(2);
if (what === 'read') {
    read(...rest).catch((error) => {
        console.log(`refused ${error.name === 'Error' ? error.constructor.name : error.name}: ${error.message}`);
        process.exitCode = 1;
    });
} else if (what === 'break') {
    const [kind, folder, keys, earlier] = rest;
    ways[kind](new Tree(folder, keys), earlier);
} else {
    console.log('usage: read URL DIR | break KIND TREE KEYS EARLIER');
    process.exitCode = 2;
}
