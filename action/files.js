// Files, read piece by piece: none is ever held in memory whole.

import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { glob, readFile, stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { inWorkspace, requiredInput } from './runner.js';

/** Files that are named where a pattern fits too many. */
const maxNamed = 5;

/** A file that an input names, by its path or by a pattern, with its SHA-256. @param {string} name */
export async function inputFile(name) {
  const path = await findPath(name, requiredInput(name));
  const size = await sizeOf(name, path);
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { path, size, digest: hash.digest() };
}

/**
 * A path as it stands goes before what it says as a pattern.
 * @param {string} name @param {string} text
 */
async function findPath(name, text) {
  const path = inWorkspace(text);
  if (!/[*?[{]/.test(text) || (await isThere(path))) return path;
  const found = [];
  for await (const fitting of glob(text, { cwd: inWorkspace('.') })) {
    if (await isFile(inWorkspace(fitting))) found.push(inWorkspace(fitting));
    if (found.length > maxNamed) break;
  }
  const [only, ...others] = found.sort();
  if (only === undefined) throw new Error(`The pattern ${text} (input "${name}") fits no file.`);
  if (others.length === 0) return only;
  const names = found.slice(0, maxNamed).map((each) => relative(inWorkspace('.'), each));
  const more = found.length > maxNamed ? ' and more' : '';
  const wanted = `The pattern ${text} (input "${name}") has to fit one file`;
  throw new Error(`${wanted}, and fits ${names.join(', ')}${more}.`);
}

/** @param {string} path */
const isThere = (path) =>
  stat(path).then(
    () => true,
    () => false,
  );

/** @param {string} path */
const isFile = (path) =>
  stat(path).then(
    (facts) => facts.isFile(),
    () => false,
  );

/** @param {string} name @param {string} path */
async function sizeOf(name, path) {
  const facts = await stat(path).catch((cause) => {
    throw new Error(`The file ${path} (input "${name}") cannot be read.`, { cause });
  });
  if (facts.isFile()) return facts.size;
  throw new Error(`${path} (input "${name}") is no file.`);
}

/** The content of a small file that an input names. @param {string} name */
export async function inputText(name) {
  const path = await findPath(name, requiredInput(name));
  await sizeOf(name, path);
  return await readFile(path, 'utf8');
}

/** minisign's signature beside a file; none where there is none. @param {string} path */
export async function signatureBeside(path) {
  const beside = `${path}.minisig`;
  return (await isFile(beside)) ? await readFile(beside, 'utf8') : undefined;
}

/**
 * A form with what is said of a deployment, and its image (RFC 7578), as a body with its headers.
 * @param {Readonly<Record<string, unknown>>} parts Text goes as it is, everything else as JSON.
 * @param {{ path: string, size: number } | null} image
 */
export function deployForm(parts, image) {
  const boundary = `fulmar-${randomUUID()}`;
  /** @param {string} name */
  const begin = (name) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`;
  const texts = Object.entries(parts).map(([name, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return `${begin(name)}\r\n\r\n${text}\r\n`;
  });
  const file = image ? `${begin('image')}; filename="image"\r\n\r\n` : '';
  const head = Buffer.from(`${texts.join('')}${file}`);
  const tail = Buffer.from(`${image ? '\r\n' : ''}--${boundary}--\r\n`);
  async function* pieces() {
    yield head;
    if (image) yield* createReadStream(image.path);
    yield tail;
  }
  return {
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': head.length + (image?.size ?? 0) + tail.length,
    },
    body: () => Readable.from(pieces(), { objectMode: false }),
  };
}
