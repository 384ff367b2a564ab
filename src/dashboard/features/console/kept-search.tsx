import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type KeptLine, type KeptLinesRequest, readKeptLines } from '../../api/console-history.ts';
import type { UnikernelPlace } from '../../api/unikernel.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Icon } from '../../components/icons.tsx';
import { KeptHit } from './kept-hit.tsx';

const pageSize = 50;

/** What was looked for, and found so far; the newest first. */
interface Found {
  readonly request: KeptLinesRequest;
  readonly hits: readonly KeptLine[];
  readonly next: string | null;
}

/** Searches all that was kept of a console, by text, release and time. */
export function KeptSearch({ place }: { readonly place: UnikernelPlace }) {
  const [found, setFound] = useState<Found | null>(null);
  const search = useMutation({
    mutationFn: async ({
      request,
      before,
    }: {
      request: KeptLinesRequest;
      before: Found | null;
    }) => {
      const page = await readKeptLines(place, {
        ...request,
        ...(before && before.next !== null && { cursor: before.next }),
      });
      return { request, hits: [...(before?.hits ?? []), ...page.data], next: page.next };
    },
    onSuccess: setFound,
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    search.mutate({ request: requestOf(new FormData(event.currentTarget)), before: null });
  };
  return (
    <Stack gap="sm" component="section" aria-label="Kept lines">
      <form onSubmit={onSubmit}>
        <Group gap="sm" align="end">
          <TextInput name="text" label="Search all kept lines" maxLength={256} flex="1 1 14rem" />
          <TextInput name="release" label="Release" type="number" min={1} w={100} />
          <TextInput name="from" label="From" type="datetime-local" />
          <TextInput name="to" label="Until" type="datetime-local" />
          <Button type="submit" loading={search.isPending} leftSection={<Icon name="search" />}>
            Find
          </Button>
        </Group>
        <Checkbox name="exact" label="Match case" mt="xs" />
      </form>
      <ErrorAlert error={search.error} />
      {found && <Hits place={place} found={found} />}
      {found && found.next !== null && (
        <Group>
          <Button
            variant="default"
            loading={search.isPending}
            onClick={() => search.mutate({ request: found.request, before: found })}
          >
            Search further back
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function Hits({ place, found }: { readonly place: UnikernelPlace; readonly found: Found }) {
  const { hits, next, request } = found;
  return (
    <>
      <Text size="sm" c="dimmed" role="status">
        {countOf(hits.length)}
        {next !== null && ' so far'}
      </Text>
      {hits.map((hit) => (
        <KeptHit key={hit.number} place={place} hit={hit} wanted={request.text ?? ''} />
      ))}
    </>
  );
}

function countOf(count: number): string {
  if (count === 0) return 'No results';
  return count === 1 ? '1 line' : `${count} lines, the newest first`;
}

/** What a form asks for; what is empty is left out. */
function requestOf(form: FormData): KeptLinesRequest {
  const text = `${form.get('text') ?? ''}`;
  const release = Number(form.get('release'));
  return {
    ...{ order: 'desc', limit: pageSize },
    ...(text !== '' && { text, ...(form.get('exact') === null && { ignoreCase: 'true' }) }),
    ...(release > 0 && { release }),
    ...momentOf(form, 'from'),
    ...momentOf(form, 'to'),
  };
}

/** A local time of a form as RFC 3339. */
function momentOf(form: FormData, name: 'from' | 'to') {
  const time = Date.parse(`${form.get(name) ?? ''}`);
  return Number.isNaN(time) ? {} : { [name]: new Date(time).toISOString() };
}
