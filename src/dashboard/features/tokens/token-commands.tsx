import { Stack, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Schema } from '../../api/schema.ts';
import { tokenCommandsQuery } from '../../api/tokens.ts';
import { CodeBlock } from '../../components/code-block.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';

interface TokenCommandsProps {
  readonly id: string;
  /** Put into the lines for a shell while it is known. */
  readonly secret?: string;
}

/** How a token is used: lines to copy for each place. */
export function TokenCommands({ id, secret }: TokenCommandsProps) {
  const query = useQuery(tokenCommandsQuery(id));
  return (
    <QueryView query={query} skeleton={<RowsSkeleton rows={2} height={48} />}>
      {({ data }) => (
        <Tabs defaultValue={data[0]?.id ?? null} keepMounted={false}>
          <Tabs.List>
            {data.map(({ id: value, title }) => (
              <Tabs.Tab key={value} value={value} px={8}>
                {title}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {data.map((command) => (
            <Tabs.Panel key={command.id} value={command.id} pt="sm">
              <Stack gap={6}>
                <CodeBlock label={command.title} code={filled(command, secret)} />
                <Text size="xs" c="dimmed">
                  {hint(command, secret)}
                </Text>
              </Stack>
            </Tabs.Panel>
          ))}
        </Tabs>
      )}
    </QueryView>
  );
}

type Command = Schema['TokenCommand'];

/** What stands in the place of the secret: the variable, and its value where it is set. */
const places = /\$FULMAR_TOKEN|fmr_…/g;

/** What a file of a repository holds is read by many: no secret goes into that. */
const takesSecret = ({ language }: Command) => language === 'shell';

function filled(command: Command, secret: string | undefined): string {
  return secret && takesSecret(command) ? command.text.replaceAll(places, secret) : command.text;
}

function hint(command: Command, secret: string | undefined): string {
  if (command.id === 'github-actions') {
    return (
      'Save the secret as FULMAR_TOKEN among the repository’s secrets first, and name the action’s ' +
      'repository and commit.'
    );
  }
  if (secret && takesSecret(command)) {
    return 'This contains the secret, and shells keep a history.';
  }
  return command.id === 'environment'
    ? 'Replace fmr_… with the secret.'
    : 'FULMAR_TOKEN must hold the secret.';
}
