import { Alert, Button, List, Stack, Text } from '@mantine/core';
import type { Schema } from '../../api/schema.ts';
import { Icon } from '../../components/icons.tsx';
import { withLocalTimes } from '../../format/times.ts';

interface NotGivenProps {
  readonly result: Schema['PoliciesSet'];
  readonly pending: boolean;
  /** Gives these what others have made in their domain. */
  onAdopt(accounts: readonly string[]): void;
}

/** The accounts that were given nothing, and why; what other hands have made can be adopted. */
export function NotGiven({ result: { data, errors }, pending, onAdopt }: NotGivenProps) {
  if (errors.length === 0) return null;
  const foreign = errors.filter(({ code }) => code === 'domain-in-use');
  return (
    <Alert
      color="red"
      title={data.length === 0 ? 'No policy was set' : `${errors.length} were not set`}
      icon={<Icon name="attention" />}
      role="alert"
    >
      <Stack gap="xs" align="flex-start">
        {data.length > 0 && (
          <Text size="sm">Set: {data.map(({ account }) => account).join(', ')}. Not set:</Text>
        )}
        <List size="sm">
          {errors.map(({ account, detail }) => (
            <List.Item key={account} style={{ overflowWrap: 'anywhere' }}>
              <strong>{account}</strong>: {withLocalTimes(detail)}
            </List.Item>
          ))}
        </List>
        {foreign.length > 0 && (
          <>
            <Text size="sm">
              Where it is the account’s own, adopt it: the account can then see, change and destroy
              it. Else have it removed on the host first, and close this.
            </Text>
            <Button
              size="xs"
              onClick={() => onAdopt(foreign.map(({ account }) => account))}
              loading={pending}
            >
              Adopt it and set the policy
            </Button>
          </>
        )}
      </Stack>
    </Alert>
  );
}
