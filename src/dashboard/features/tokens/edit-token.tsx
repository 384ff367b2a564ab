import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changesOf } from '../../api/changes.ts';
import type { Schema } from '../../api/schema.ts';
import { changeToken, tokensQuery } from '../../api/tokens.ts';
import { Dialog } from '../../components/dialog.tsx';
import { TokenForm } from './token-form.tsx';
import { bodyOf, type TokenValues, valuesOf } from './token-values.ts';

interface EditTokenProps {
  readonly token: Schema['Token'];
  onClose(): void;
}

/** Changes everything about a token but its secret. */
export function EditToken({ token, onClose }: EditTokenProps) {
  const client = useQueryClient();
  const [initial] = useState(() => valuesOf(token));
  const changing = useMutation({
    meta: { done: 'Token saved' },
    mutationFn: (values: TokenValues) =>
      changeToken(token.id, changesOf({ before: bodyOf(initial), after: bodyOf(values) })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: tokensQuery.queryKey });
      onClose();
    },
  });
  return (
    <Dialog
      onClose={onClose}
      title={`Edit the token ${token.name}`}
      size="60rem"
      closeOnClickOutside={false}
    >
      <TokenForm
        initial={initial}
        endsNow={token.expiresAt}
        act="Save"
        pending={changing.isPending}
        error={changing.error}
        onSubmit={changing.mutate}
        onCancel={onClose}
      />
    </Dialog>
  );
}
