import { sampleImage } from '../../src/emulator/sample-image.ts';
import type { Demonstration } from '../demo/prepare.ts';

const unikernels = [
  { name: 'website', memory: 64, arguments: ['--port=443', '--hook=push'] },
  { name: 'resolver', memory: 256, arguments: [] },
  { name: 'restless', memory: 32, arguments: ['--emulator-exit=2'] },
  { name: 'mail.example.org', memory: 128, arguments: ['--domain=example.org'] },
];

const volumes = [
  { name: 'mailboxes', size: 1024 },
  { name: 'zone-data', size: 64 },
];

/** Puts unikernels and volumes on the demonstration's host, so that the pictures show some. */
export async function furnish({ url, host, token }: Demonstration): Promise<void> {
  const ask = async (
    path: string,
    body: string | FormData,
    headers: Record<string, string> = {},
  ) => {
    const authorization = `Bearer ${token}`;
    const answer = await fetch(`${url}/api/v1/hosts/${host}/${path}`, {
      method: 'POST',
      headers: { authorization, ...headers },
      body,
    });
    if (!answer.ok) throw new Error(`${path} was answered with: ${await answer.text()}`);
  };
  for (const volume of volumes) {
    await ask('volumes', JSON.stringify(volume), { 'content-type': 'application/json' });
  }
  for (const config of unikernels) {
    const form = new FormData();
    form.set('config', JSON.stringify(config));
    form.set('image', new Blob([new Uint8Array(sampleImage({ filler: config.name }))]));
    await ask('unikernels', form);
  }
}
