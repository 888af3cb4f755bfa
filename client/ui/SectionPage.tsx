// A page over the whole desk: sections on the left (on top where it is narrow), the chosen one beside them.
// The desk goes on beneath; Esc and the close button lead back to it.

import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { IconButton } from './Button.tsx';
import { moveInRow } from './move-in-row.ts';

export interface PageSection<Id extends string> {
  readonly id: Id;
  readonly label: string;
}

export interface SectionPageProps<Id extends string> {
  readonly title: string;
  readonly sections: readonly PageSection<Id>[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function SectionPage<Id extends string>(props: SectionPageProps<Id>) {
  const { title, sections, value, onChange, onClose, children } = props;
  const t = useText();
  const id = useId();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const page = box.current;
    if (page !== null && !page.open) page.showModal();
    page?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();
    return () => {
      page?.close();
    };
  }, []);
  return (
    <dialog
      ref={box}
      className="section-page"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header>
        <h2 id={id}>{title}</h2>
        <IconButton icon="close" label={t('ui.close')} onClick={onClose} />
      </header>
      <div
        className="section-tabs"
        role="tablist"
        aria-label={title}
        aria-orientation="vertical"
        onKeyDown={moveInRow}
      >
        {sections.map((section) => (
          <button
            key={section.id}
            type="button"
            role="tab"
            id={`${id}-${section.id}`}
            aria-controls={`${id}-body`}
            aria-selected={section.id === value}
            tabIndex={section.id === value ? 0 : -1}
            onClick={() => {
              onChange(section.id);
            }}
          >
            {section.label}
          </button>
        ))}
      </div>
      <div
        className="section-body"
        role="tabpanel"
        id={`${id}-body`}
        tabIndex={0}
        aria-labelledby={`${id}-${value}`}
      >
        {children}
      </div>
    </dialog>
  );
}

/** A block of a section: heading, words, content. */
export function Block({ title, words, children }: BlockProps) {
  return (
    <section className="block">
      <h3>{title}</h3>
      {words !== undefined && <p className="block-words">{words}</p>}
      {children}
    </section>
  );
}

interface BlockProps {
  readonly title: string;
  readonly words?: string;
  readonly children?: ReactNode;
}
