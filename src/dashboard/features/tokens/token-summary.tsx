import { Alert, List, Stack, Text } from '@mantine/core';
import { Icon } from '../../components/icons.tsx';
import { doubtsAbout, sentenceOf } from './token-sentence.ts';
import type { TokenValues } from './token-values.ts';

interface TokenSummaryProps {
  readonly values: TokenValues;
  /** When it ends now (null: never); undefined for a new one. */
  readonly endsNow: string | null | undefined;
}

/** What the token that is being made will be able to do, and what of that may be too much. */
export function TokenSummary({ values, endsNow }: TokenSummaryProps) {
  const doubts = doubtsAbout(values, endsNow);
  const isAdmin = values.scopes.includes('admin');
  return (
    <Stack gap="xs" role="status">
      <Text size="sm">{sentenceOf(values, endsNow) ?? 'Choose what this token is for.'}</Text>
      {doubts.length > 0 && (
        <Alert
          color={isAdmin ? 'red' : 'yellow'}
          title={isAdmin ? 'An administrator’s token' : 'Is that intended?'}
          icon={<Icon name="attention" />}
          py="xs"
          role="presentation"
        >
          <List size="sm">
            {doubts.map((doubt) => (
              <List.Item key={doubt}>{doubt}</List.Item>
            ))}
          </List>
        </Alert>
      )}
    </Stack>
  );
}
