import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, link, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Api, dataOf } from '../../api/client.ts';
import { streamOf } from '../../api/event-stream.ts';
import { createMeter } from '../../api/meter.ts';
import { explainFile } from '../../output/explain-file.ts';
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
    examples: [['fulmar volumes download data -o backup.img', 'a volume that no unikernel uses']],
  })
    .argument(...volumeArgument)
    .option('-o, --output <file>', 'the file (default: NAME.img)')
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
  const file = output ?? `${place.name}.img`;
  if (!force) await expectNone(file);
  const aside = `${file}.${randomUUID()}`;
  try {
    const saved = await save(context, place, aside);
    if (force) await rename(aside, file);
    else await link(aside, file);
    context.out.result({ file, ...saved }, () => `Saved ${inWords(saved.size)} to ${file}.`);
  } catch (error) {
    throw explainFile(file, error);
  } finally {
    await rm(aside, { force: true });
  }
}

/** Writes the content to a new file. Gives its size in octets, and its SHA-256. */
async function save({ account, api, out, deps }: Context, place: Place, file: string) {
  const content = await open(await api(), place, account);
  let size = 0;
  const meter = createMeter((octets) => {
    size = octets;
    out.progress(`received ${inWords(octets)}`);
  });
  const { signal } = deps;
  await pipeline(content, meter.stream, createWriteStream(file, { flags: 'wx' }), { signal });
  out.progress('');
  return { size, sha256: meter.digest() };
}

async function open(api: Api, place: Place, query: Context['account']): Promise<Readable> {
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
