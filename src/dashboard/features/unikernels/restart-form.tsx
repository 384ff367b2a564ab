import { Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { wholeFieldErrors } from '../../api/field-errors.ts';
import { ArgumentsField } from '../../components/arguments-field.tsx';
import { DialogActions } from '../../components/dialog-actions.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { joinLines, splitLines } from '../../format/lines.ts';

interface RestartFormProps {
  readonly currentArguments: readonly string[];
  readonly pending: boolean;
  readonly error: unknown;
  /** null: the arguments stay. */
  onRestart(changed: string[] | null): void;
  onCancel(): void;
}

/** What of a unikernel can be changed by a restart. */
export function RestartForm(props: RestartFormProps) {
  const { currentArguments, pending, error, onRestart, onCancel } = props;
  const [before] = useState(joinLines(currentArguments));
  const [text, setText] = useState(before);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onRestart(text === before ? null : splitLines(text));
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">It restarts with the same image and memory.</Text>
        <ArgumentsField
          description="One per line. Leave them as they are, or change them."
          data-autofocus
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          error={wholeFieldErrors(error).arguments}
        />
        <ErrorAlert error={error} />
        <DialogActions act="Restart" pending={pending} onCancel={onCancel} />
      </Stack>
    </form>
  );
}
