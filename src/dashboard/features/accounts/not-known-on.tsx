import { Text } from '@mantine/core';
import { withLocalTimes } from '../../format/times.ts';

interface NotKnownOnProps {
  readonly errors: readonly { readonly host: string; readonly detail: string }[];
}

/** The hosts that could not be asked what an account has there. */
export function NotKnownOn({ errors }: NotKnownOnProps) {
  return errors.map(({ host, detail }) => (
    <Text key={host} size="sm">
      What it has on {host} is unknown: {withLocalTimes(detail)}
    </Text>
  ));
}
