import { z } from 'zod';
import { projectSchema } from '../../files/project-schema.ts';
import { newCommand, type Run } from '../new-command.ts';

/** `schema`: the JSON schema of `fulmar.yaml`, for editors. */
export const schemaCommand = (run: Run) => {
  const command = newCommand('schema', {
    summary: 'Print the JSON schema of fulmar.yaml, for editors',
    examples: [['fulmar schema > fulmar.schema.json', 'beside the file']],
  });
  return command.action(() =>
    run(command, async ({ out }) => {
      const schema = z.toJSONSchema(projectSchema, { io: 'input' });
      out.print(JSON.stringify({ title: 'fulmar.yaml', ...schema }, null, 2));
    }),
  );
};
