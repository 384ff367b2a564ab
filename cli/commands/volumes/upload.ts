import { z } from 'zod';
import { uploadFile } from '../../api/upload.ts';
import { expectFile } from '../../files/expect-file.ts';
import { withStandardInput } from '../../files/standard-input.ts';
import { CommandError } from '../../output/command-error.ts';
import { sparing } from '../../output/sparing.ts';
import { size as inWords } from '../../output/words.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { findVolume, volumeArgument } from './place.ts';

const encodings: Readonly<Record<string, string>> = { gz: 'gzip', zst: 'zstd', zz: 'deflate' };

const uploadedSchema = z.looseObject({ sha256: z.string(), contentSizeBytes: z.number() });

/** `volumes upload`. */
export const uploadCommand = (run: Run) => {
  const command = newCommand('upload', {
    actsFor: true,
    summary: 'Fill a volume from a file',
    description:
      'The server receives it whole before the host sees anything: what breaks off changes nothing, except ' +
      'with --direct. Files named .gz, .zst and .zz are unpacked, unless --raw is given. Standard input is first ' +
      'written to a temporary file.',
    examples: [
      ['fulmar volumes upload data disk.img', 'replaces the content of the volume'],
      ['zcat disk.img.gz | fulmar volumes upload data -', 'the same, from another program'],
    ],
  })
    .argument(...volumeArgument)
    .argument('<file>', 'its new content; - for standard input')
    .option('--raw', 'take a compressed file as it is')
    .option(
      '--direct',
      'pass it on to the host as it arrives; for files larger than the share of the spool',
    );
  return command.action((text, file, { raw = false, direct = false }) =>
    run(command, (context) =>
      withStandardInput(context.deps, file, (path) =>
        upload(context, text, { file: path, raw, direct }),
      ),
    ),
  );
};

interface Source {
  readonly file: string;
  readonly raw: boolean;
  /** Straight through to the host: what breaks off leaves neither the old nor the new content. */
  readonly direct: boolean;
}

async function upload(context: Context, text: string, source: Source): Promise<void> {
  const { file, raw, direct } = source;
  const { account, out, deps } = context;
  const { size } = await expectFile(file);
  const { host, name } = await findVolume(context, text);
  const encoding = raw ? null : (encodings[file.split('.').at(-1) ?? ''] ?? null);
  const isEmpty = size === 0;
  const query = new URLSearchParams({
    ...account,
    ...(isEmpty && { empty: 'true' }),
    ...(direct && !isEmpty && { direct: 'true' }),
  });
  const { answer, digest } = await uploadFile({
    server: await context.server(),
    path: `/api/v1/hosts/${encodeURIComponent(host)}/volumes/${encodeURIComponent(name)}/data?${query}`,
    ...{ file, size, encoding, signal: deps.signal },
    onProgress: sparing(deps.now, (sent) =>
      out.progress(`sent ${inWords(sent)} of ${inWords(size)}`),
    ),
  });
  out.progress('');
  const { sha256, contentSizeBytes } = uploadedSchema.parse(answer);
  if (encoding === null && sha256 !== digest) {
    throw new CommandError(`The volume ${host}/${name} holds something else than was sent.`);
  }
  out.result(
    answer,
    () => `Filled ${host}/${name} with ${inWords(contentSizeBytes)}, SHA-256 ${sha256}.`,
  );
}
