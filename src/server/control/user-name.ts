import { readFile } from 'node:fs/promises';

/** What this machine calls a user; null where its own list of them does not say, as of a directory's users. */
export async function userName(uid: number): Promise<string | null> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const users = text.split('\n').map((line) => line.split(':'));
  return users.find(([, , id]) => id === `${uid}`)?.[0] || null;
}
