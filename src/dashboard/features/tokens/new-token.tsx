import { useMutation, useQueryClient } from '@tanstack/react-query';
import { createToken, tokensQuery } from '../../api/tokens.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ShownSecret } from './shown-secret.tsx';
import { TokenForm } from './token-form.tsx';
import { bodyOf, newToken, type TokenValues } from './token-values.ts';

interface NewTokenProps {
  /** It is over; `id` is that of the token that was made, if one was. */
  onClose(id: string | null): void;
}

/** Makes a token, and shows its secret this once. */
export function NewToken({ onClose }: NewTokenProps) {
  const client = useQueryClient();
  const making = useMutation({
    mutationFn: (values: TokenValues) => createToken(bodyOf(values)),
    onSuccess: () => client.invalidateQueries({ queryKey: tokensQuery.queryKey, exact: true }),
    gcTime: 0, // the secret is forgotten with the dialog
  });
  const made = making.data;
  return (
    <Dialog
      onClose={() => onClose(null)}
      title={made ? `Token ${made.name} created` : 'New token'}
      size="60rem"
      closeOnClickOutside={false}
      closeOnEscape={!made && !making.isPending}
      withCloseButton={!made}
    >
      {made ? (
        <ShownSecret token={made} onDone={() => onClose(made.id)} />
      ) : (
        <TokenForm
          initial={newToken}
          act="Create token"
          pending={making.isPending}
          error={making.error}
          onSubmit={making.mutate}
          onCancel={() => onClose(null)}
        />
      )}
    </Dialog>
  );
}
