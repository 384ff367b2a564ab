import { Alert, Button, Code, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Schema } from '../../api/schema.ts';
import { endTokenGrace, tokensQuery } from '../../api/tokens.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Icon } from '../../components/icons.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';

/** The secret that was replaced, as long as it works on, and how to end that. */
export function TokenGrace({ token: { id, previous } }: { readonly token: Schema['Token'] }) {
  const client = useQueryClient();
  const ending = useMutation({
    mutationFn: () => endTokenGrace(id),
    onSuccess: () => client.invalidateQueries({ queryKey: tokensQuery.queryKey, exact: true }),
  });
  if (!previous) return null;
  return (
    <Alert variant="default" icon={<Icon name="attention" />} title="The old secret still works">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          <Code>{previous.prefix}…</Code> was replaced; it ends <RelativeTime at={previous.until} />
          .
        </Text>
        <Button
          size="xs"
          variant="default"
          loading={ending.isPending}
          onClick={() => ending.mutate()}
        >
          End it now
        </Button>
        <ErrorAlert error={ending.error} />
      </Stack>
    </Alert>
  );
}
