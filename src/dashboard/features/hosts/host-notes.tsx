import { Button, Stack, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changeHost, hostQuery } from '../../api/hosts.ts';
import type { Schema } from '../../api/schema.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';

/** What administrators should know of a host, for each other. */
export function HostNotes({ host: { name, notes } }: { readonly host: Schema['Host'] }) {
  const client = useQueryClient();
  const kept = notes ?? '';
  const [text, setText] = useState(kept);
  const saving = useMutation({
    mutationFn: () => changeHost(name, { notes: text === '' ? null : text }),
    onSuccess: (host) => client.setQueryData(hostQuery(name).queryKey, host),
  });
  return (
    <Stack align="stretch" gap="sm">
      <Textarea
        aria-label="Notes"
        placeholder="Where it is, whom to call"
        autosize
        minRows={2}
        maxRows={12}
        maxLength={10_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <ErrorAlert error={saving.error} />
      {text !== kept && (
        <Button
          style={{ alignSelf: 'flex-start' }}
          loading={saving.isPending}
          onClick={() => saving.mutate()}
        >
          Save
        </Button>
      )}
    </Stack>
  );
}
