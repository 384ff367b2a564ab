import { readImageFile } from '../../../src/solo5/image-file.ts';
import { facts } from '../../output/table.ts';
import { list, size } from '../../output/words.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { explainImage } from './explain-image.ts';

/** `image inspect`: what an image says of itself; no server is asked. */
export const imageCommand = (run: Run) => {
  const inspect = newCommand('inspect', {
    summary: 'Show what an image needs, without asking a server',
    examples: [['fulmar image inspect hello.hvt', 'target, devices and memory of an image']],
  }).argument('<file>', 'the image, an ELF file for solo5');
  inspect.action((file) => run(inspect, (context) => inspectImage(context, file)));
  return newCommand('image', { summary: 'Look at images' }).addCommand(inspect);
};

async function inspectImage({ out }: Context, file: string): Promise<void> {
  const image = await readImageFile(file).catch((error: unknown) => {
    throw explainImage(file, error);
  });
  const named = (type: string) =>
    list(image.devices.filter((device) => device.type === type).map(({ name }) => name));
  out.result(image, () =>
    facts([
      ['Target', `${image.target}, ABI ${image.abiVersion}`],
      ['Processor', image.program?.machine ?? null],
      ['Loads', image.program ? size(image.program.end) : null],
      ['Networks', named('network') ?? 'none'],
      ['Volumes', named('block') ?? 'none'],
    ]),
  );
}
