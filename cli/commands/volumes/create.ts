import { dataOf } from '../../api/client.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { onlyHost } from '../only-host.ts';
import { mebibytes } from '../option-values.ts';
import { readPlace } from '../unikernels/place.ts';

/** `volumes create`. */
export const createVolumeCommand = (run: Run) => {
  const command = newCommand('create', {
    actsFor: true,
    summary: 'Create an empty volume',
    examples: [
      ['fulmar volumes create one/data --size 64', '64 MiB on the host one'],
      ['fulmar volumes create data --size 2G', '2048 MiB on the only host'],
    ],
  })
    .argument('<volume>', 'its name, or HOST/NAME')
    .requiredOption('--size <size>', 'its size, in MiB, or as 512M or 2G', mebibytes(1));
  return command.action((text, { size }) => run(command, (context) => create(context, text, size)));
};

async function create(context: Context, text: string, size: number): Promise<void> {
  const api = await context.api();
  const { host: named, name } = readPlace(text);
  const host = named ?? (await onlyHost(api, name));
  const params = { path: { host }, query: context.account };
  const body = { name, size };
  const volume = await dataOf(api.POST('/api/v1/hosts/{host}/volumes', { params, body }));
  context.out.result(volume, () => `Created ${host}/${volume.name}, ${size} MiB.`);
}
