import { Button, Group, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Schema } from '../../api/schema.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { labelsFault, labelsOf, labelTexts } from '../../components/label-texts.ts';
import { LabelsField } from '../../components/labels-field.tsx';
import { useSettings } from './use-settings.ts';

/** The labels of a unikernel, to be changed. */
export function UnikernelLabels({ unikernel }: { readonly unikernel: Schema['UnikernelDetails'] }) {
  const { labels } = unikernel;
  const [written, setWritten] = useState<string[] | null>(null);
  const saving = useSettings(unikernel);
  const texts = written ?? labelTexts(labels);
  const fault = labelsFault(texts);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fault) return;
    saving.mutate(
      { labels: changeTo(labels, labelsOf(texts)) },
      { onSuccess: () => setWritten(null) },
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <LabelsField
          value={texts}
          onChange={setWritten}
          error={fault}
          disabled={saving.isPending}
        />
        <ErrorAlert error={saving.error} />
        {written && (
          <Group>
            <Button type="submit" size="compact-sm" loading={saving.isPending}>
              Save labels
            </Button>
            <Button variant="default" size="compact-sm" onClick={() => setWritten(null)}>
              Discard
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}

type Labels = Readonly<Record<string, string>>;

/** null takes a label away; what is not named stays. */
function changeTo(before: Labels, after: Labels): Record<string, string | null> {
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  return { ...after, ...Object.fromEntries(gone.map((key) => [key, null])) };
}
