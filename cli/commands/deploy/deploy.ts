import { CommandError } from '../../output/command-error.ts';
import { newCommand, type Run } from '../new-command.ts';
import { deployFile } from './deploy-file.ts';
import { deployOne } from './deploy-one.ts';
import { findPlaceToDeploy } from './find-place.ts';
import { wantedOf, withDeployFlags } from './flags.ts';

/** `deploy`: creates or updates a unikernel, and follows that to its end. */
export const deployCommand = (run: Run) => {
  const about = {
    actsFor: true,
    summary: 'Deploy a unikernel',
    description:
      'Creates or updates it, and prints the steps as they happen. It has to stay up and its checks ' +
      'have to pass, else what ran before is started again (exit code 3). What is not given stays as ' +
      'it was. Without a name the unikernels of fulmar.yaml are deployed. Ctrl-C cancels the deployment.',
    examples: [
      ['fulmar deploy hello hello.hvt --memory 64', 'sends an image'],
      ['fulmar deploy one/hello --arg=--color=red', 'changes the arguments, on the host one'],
      [
        'fulmar deploy hello hello.hvt --check https://hello.example.org/',
        'goes back unless the page answers',
      ],
      [
        `fulmar deploy hello --source '{"kind": "builder", "job": "hello"}'`,
        'fetches the latest build',
      ],
      ['fulmar deploy -f staging.yaml hello', 'one of the unikernels of a file'],
    ],
  } as const;
  const command = withDeployFlags(
    newCommand('deploy', about)
      .argument('[unikernel]', 'its name, or HOST/NAME (default: all of the file)')
      .argument('[image]', 'an ELF file for solo5 (default: the current image)'),
  );
  return command.action((name, image, flags) =>
    run(command, async (context) => {
      if (name === undefined) return await deployFile(context, name, flags);
      if (flags.file === undefined) {
        if (image !== undefined && flags.source) {
          throw new CommandError('Name an image or a source, not both.');
        }
        const hasImage = image !== undefined || flags.source !== undefined;
        const place = await findPlaceToDeploy(context, name, hasImage);
        const files = { image: image ?? null, signature: flags.signature ?? null };
        return await deployOne(context, { place, ...files, wanted: wantedOf(flags) }, flags);
      }
      if (image !== undefined) throw new CommandError('Name an image or a file: not both.');
      await deployFile(context, name, flags);
    }),
  );
};
