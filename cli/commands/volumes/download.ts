import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, link, rename, rm } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Api, dataOf } from '../../api/client.ts';
import { streamOf } from '../../api/event-stream.ts';
import { createMeter } from '../../api/meter.ts';
import { CommandError } from '../../output/command-error.ts';
import { explainFile } from '../../output/explain-file.ts';
import { sparing } from '../../output/sparing.ts';
import { size as inWords } from '../../output/words.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import type { Place } from '../unikernels/place.ts';
import { findVolume, volumeArgument } from './place.ts';

/** `volumes download`. */
export const downloadCommand = (run: Run) => {
  const command = newCommand('download', {
    actsFor: true,
    summary: 'Save the content of a volume to a file',
    examples: [
      ['fulmar volumes download data -o backup.img', 'a volume that no unikernel uses'],
      ['fulmar volumes download data -o - | zstd > backup.zst', 'to another program'],
    ],
  })
    .argument(...volumeArgument)
    .option('-o, --output <file>', 'the file (default: NAME.img); - for standard output')
    .option('--force', 'replace a file that is there');
  return command.action((text, { output, force = false }) =>
    run(command, (context) => download(context, text, { output, force })),
  );
};

interface Destination {
  readonly output: string | undefined;
  readonly force: boolean;
}

async function download(
  context: Context,
  text: string,
  { output, force }: Destination,
): Promise<void> {
  const place = await findVolume(context, text);
  if (output === '-') return await print(context, place);
  const file = output ?? `${place.name}.img`;
  if (!force) await expectNone(file);
  const aside = `${file}.${randomUUID()}`;
  try {
    const saved = await save(context, place, aside);
    if (force) await rename(aside, file);
    else await link(aside, file);
    context.out.result({ file, ...saved }, () => `Saved ${inWords(saved.size)} to ${file}.`);
  } catch (error) {
    const isLost = Reflect.get(Object(error), 'code') === 'ENOENT';
    throw explainFile(file, error, isLost ? 'there is no such folder' : undefined);
  } finally {
    await rm(aside, { force: true });
  }
}

/** Writes the content, and nothing else, to standard output. */
async function print(context: Context, place: Place): Promise<void> {
  const { stdout } = context.deps;
  if (stdout.isTTY) {
    throw new CommandError(
      'Standard output is a terminal: name a file, or pipe the content to a program.',
    );
  }
  const { size, sha256 } = await receive(context, place, () => stdout);
  context.out.note(`Read ${inWords(size)} of ${place.host}/${place.name}, SHA-256 ${sha256}.`);
}

/** Writes the content to a new file. */
const save = (context: Context, place: Place, file: string) =>
  receive(context, place, () => createWriteStream(file, { flags: 'wx' }));

/** Writes the content. Gives its size in octets, and its SHA-256. */
async function receive({ account, api, out, deps }: Context, place: Place, open: () => Writable) {
  const content = await contentOf(await api(), place, account);
  let size = 0;
  const { signal, stdout, now } = deps;
  const tell = sparing(now, () => out.progress(`received ${inWords(size)}`));
  const meter = createMeter((octets) => {
    size = octets;
    tell();
  });
  const to = open();
  await pipeline(content, meter.stream, to, { signal, end: to !== stdout });
  out.progress('');
  return { size, sha256: meter.digest() };
}

async function contentOf(api: Api, place: Place, query: Context['account']): Promise<Readable> {
  const params = { path: { ...place }, query };
  const path = '/api/v1/hosts/{host}/volumes/{name}/data';
  return Readable.from(streamOf(await dataOf(api.GET(path, { params, parseAs: 'stream' }))));
}

/** Throws where the file is there already, before anything is asked for. */
async function expectNone(file: string): Promise<void> {
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) throw explainFile(file, null, 'it is there already; --force replaces it');
}
