import { Alert, Button, Code, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Schema } from '../../api/schema.ts';
import { endTokenGrace, tokensQuery } from '../../api/tokens.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Icon } from '../../components/icons.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';

/** The secrets that were replaced, as long as they work on, and how to end that. */
export function TokenGrace({ token: { id, replaced } }: { readonly token: Schema['Token'] }) {
  const client = useQueryClient();
  const ending = useMutation({
    meta: { done: 'The old secret no longer works' },
    mutationFn: () => endTokenGrace(id),
    onSuccess: () => client.invalidateQueries({ queryKey: tokensQuery.queryKey, exact: true }),
  });
  if (replaced.length === 0) return null;
  const several = replaced.length > 1;
  const title = several
    ? `${replaced.length} old secrets still work`
    : 'The old secret still works';
  return (
    <Alert variant="default" icon={<Icon name="attention" />} title={title}>
      <Stack gap="xs" align="flex-start">
        {replaced.map(({ prefix, until }) => (
          <Text size="sm" key={`${prefix} ${until}`}>
            <Code>{prefix}…</Code> was replaced; it ends <RelativeTime at={until} />.
          </Text>
        ))}
        <Button
          size="xs"
          variant="default"
          loading={ending.isPending}
          onClick={() => ending.mutate()}
        >
          {several ? 'End them now' : 'End it now'}
        </Button>
        <ErrorAlert error={ending.error} />
      </Stack>
    </Alert>
  );
}
