// The foot of a form: what was refused, the button that sends it, and the ways elsewhere.

import type { ReactNode } from 'react';
import { Button } from './Button.tsx';
import type { FormState } from './use-form.ts';

export interface FormFootProps {
  readonly form: FormState;
  readonly send: string;
  /** Plain: it takes something away, or is not what one comes for. */
  readonly look?: 'primary' | 'plain';
  /** Links to other steps. */
  readonly children?: ReactNode;
}

export function FormFoot({ form, send, look = 'primary', children }: FormFootProps) {
  return (
    <>
      {form.refusal !== '' && (
        <p className="form-refusal" role="alert">
          {form.refusal}
        </p>
      )}
      <Button type="submit" look={look} disabled={form.isBusy} aria-busy={form.isBusy}>
        {send}
      </Button>
      {children !== undefined && <p className="form-ways">{children}</p>}
    </>
  );
}

/** A way to another step that looks like a link. */
export function Way({ onGo, words }: { readonly onGo: () => void; readonly words: string }) {
  return (
    <button type="button" className="link" onClick={onGo}>
      {words}
    </button>
  );
}
