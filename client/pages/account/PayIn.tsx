// Where to transfer money to, each line ready to copy; and a transfer of the simulated bank.

import { useState } from 'react';
import { simulatePayIn, type Funding } from '../../actions/funding.ts';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import { FormFoot } from '../../ui/FormFoot.tsx';
import { Block } from '../../ui/SectionPage.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useForm } from '../../ui/use-form.ts';
import { ChoiceField } from '../../ui/ChoiceField.tsx';
import { payInFault, readAmount } from './withdraw-form.ts';

export interface PayInProps {
  readonly funding: Funding;
  /** A simulated pay-in was taken: the deposit is on its way. */
  readonly onPaid: () => Promise<void>;
}

const LINES = ['holder', 'iban', 'bic', 'reference'] as const;

export function PayIn({ funding, onPaid }: PayInProps) {
  const t = useText();
  const [copied, setCopied] = useState('');
  return (
    <Block title={t('funding.payIn')} words={t('funding.payInWords')}>
      <dl className="pay-lines">
        {LINES.map((line) => {
          const label = t(`funding.${line}`);
          const value = funding.instructions[line];
          return (
            <div key={line}>
              <dt>{label}</dt>
              <dd>{line === 'iban' ? value.replaceAll(/(.{4})(?=.)/g, '$1 ') : value}</dd>
              <dd>
                <Button
                  small
                  aria-label={`${t('funding.copy')}: ${label}`}
                  onClick={() => {
                    void navigator.clipboard.writeText(value).then(() => {
                      setCopied(line);
                    });
                  }}
                >
                  {t(copied === line ? 'funding.copied' : 'funding.copy')}
                </Button>
              </dd>
            </div>
          );
        })}
      </dl>
      {funding.canSimulate && <SimulatedPayIn funding={funding} onPaid={onPaid} />}
    </Block>
  );
}

function SimulatedPayIn({ funding, onPaid }: PayInProps) {
  const t = useText();
  const { currencies } = funding;
  const [asset, setAsset] = useState(String(currencies[0]?.asset ?? ''));
  const [amount, setAmount] = useState('');
  const [isDone, setDone] = useState(false);
  const currency = currencies.find((one) => String(one.asset) === asset);
  const scale = currency?.scale ?? 0;
  const fault = payInFault(amount, scale);
  const form = useForm(currency !== undefined && fault === undefined, async () => {
    const answer = await simulatePayIn(Number(asset), readAmount(amount, scale) as number);
    setDone(answer.ok);
    if (answer.ok) {
      setAmount('');
      await onPaid();
    }
    return answer;
  });
  const marked = form.wasTried ? fault : undefined;
  return (
    <form className="form narrow boxed" noValidate onSubmit={form.onSubmit}>
      <h4>{t('funding.simulated')}</h4>
      <p className="block-words">{t('funding.simulatedWords')}</p>
      <div className="field-pair">
        <ChoiceField
          label={t('funding.currency')}
          choices={currencies.map(({ asset: id, code }) => ({ value: String(id), label: code }))}
          value={asset}
          onChange={setAsset}
        />
        <TextField
          label={t('funding.amount')}
          inputMode="decimal"
          autoComplete="off"
          value={amount}
          onChange={(text) => {
            setDone(false);
            setAmount(text);
          }}
          error={marked && t(`funding.fault.${marked}`, { scale })}
        />
      </div>
      {isDone && (
        <p className="form-done" role="status">
          {t('funding.payInDone')}
        </p>
      )}
      <FormFoot form={form} send={t('funding.simulate')} />
    </form>
  );
}
