import { generateKeyPairSync } from 'node:crypto';
import { publicKeyLine } from '../../../src/albatross/ssh/authorized-keys.ts';
import { newSshKey, parseSshKey } from '../../../src/albatross/ssh/ssh-key.ts';
import { BehindSsh } from '../../hosts/support/behind-ssh.ts';
import type { Conversation } from './conversation.ts';

/** Adds and changes a host over SSH, rightly and wrongly, with keys of all kinds: none is to be told. */
export async function speakOfSsh(talk: Conversation, passphrase: string): Promise<void> {
  await using ssh = await BehindSsh.start();
  const host = { ...ssh.body, name: 'three' };
  const locked = lockedKey(passphrase);
  talk.learn('any private key', 'PRIVATE KEY-----');
  talk.learn('passphrase', passphrase);
  talk.learn('SSH key', middleOf(host.privateKey));
  talk.learn('SSH key with a passphrase', middleOf(locked));
  talk.learn(
    'SSH key without its passphrase',
    middleOf(parseSshKey(locked, passphrase).privateKey),
  );
  const add = (changes: object) => talk.browse('/hosts', { json: { ...host, ...changes } });
  const change = (json: object) => talk.browse('/hosts/three', { method: 'PATCH', json });
  await add({ privateKey: locked });
  await add({ privateKey: locked, passphrase: `${passphrase}, not` });
  await add({ privateKey: locked.slice(0, -60), passphrase });
  await add({ privateKey: locked, passphrase, hostKey: undefined });
  await add({ privateKey: locked, passphrase });
  await add({ privateKey: host.privateKey.replaceAll('\n', ' ') });
  await add({ hostKey: host.privateKey });
  await add({ privateKey: 'none', passphrase: host.privateKey });
  await add({ passphrase: [passphrase] });
  await add({ target: { ...ssh.host.endpoint, privateKey: host.privateKey } });
  await add({});
  await add({});
  ssh.server.authorizedKeys = [publicKeyLine(parseSshKey(locked, passphrase))];
  await change({ privateKey: locked, passphrase });
  await change({ passphrase });
  const made = await talk.browse('/ssh-keys', { json: {} });
  await change({ keyId: Object(made.json).id });
  ssh.server.authorizedKeys = [Object(made.json).authorizedKeysLine];
  await change({ keyId: Object(made.json).id });
  ssh.server.hostKeys = [newSshKey('another')];
  ssh.server.drop();
  await talk.browse('/hosts/three/check', { method: 'POST' });
  await talk.browse('/hosts');
  await talk.browse('/audit');
  await talk.browse('/hosts/three', { method: 'DELETE' });
}

function lockedKey(passphrase: string): string {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase },
  });
  return privateKey;
}

/** A line of a key's text from where the secret is. */
function middleOf(privateKey: string): string {
  const lines = privateKey.trim().split('\n');
  return lines.at(-3) ?? '';
}
