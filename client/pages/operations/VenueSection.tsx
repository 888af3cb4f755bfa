// Switches of the venue, of instruments and accounts; the business day; trades to take back.

import { useState } from 'react';
import {
  callAuction,
  proposeBust,
  readBusinessDay,
  runBusinessDay,
  type SwitchTarget,
} from '../../actions/operations-desk.ts';
import { may, type Grant, type Role } from '../../../shared/domain/role.ts';
import { useText } from '../../i18n/use-text.ts';
import { useSession } from '../../state/session-store.ts';
import { Answer } from '../../ui/Answer.tsx';
import { Button } from '../../ui/Button.tsx';
import { Block } from '../../ui/SectionPage.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { FailingBlock } from './FailingBlock.tsx';
import { InstrumentPick } from './InstrumentPick.tsx';
import { OnOff } from './OnOff.tsx';
import { ReasonField } from './ReasonField.tsx';
import { useAct, type Act } from './use-act.ts';

export default function VenueSection() {
  const role = useSession((state) => state.role);
  const act = useAct();
  // Deliveries that fail have a reason of their own, so they stand last; a day that was run is looked at anew.
  const [runs, setRuns] = useState(0);
  const has = (grant: Grant) => role !== undefined && may(role as Role, grant);
  return (
    <>
      <ReasonField act={act} />
      {has('halt') && <Switches act={act} />}
      {has('block') && <Accounts act={act} />}
      {has('correctTrade') && <Bust act={act} />}
      {has('runBusinessDay') && <Day act={act} onRun={() => setRuns((count) => count + 1)} />}
      {has('runBusinessDay') && <FailingBlock key={runs} />}
    </>
  );
}

interface ActProps {
  readonly act: Act;
}

function Switches({ act }: ActProps) {
  const t = useText();
  const [id, setId] = useState('');
  const words = { off: t('operations.halt'), on: t('operations.resume') };
  const target: SwitchTarget | undefined =
    id === '' ? undefined : { is: 'instrument', id: Number(id) };
  return (
    <>
      <Block title={t('operations.wholeVenue')} words={t('operations.haltWords')}>
        <OnOff {...{ act, ...words }} target={{ is: 'venue' }} />
      </Block>
      <Block title={t('operations.oneInstrument')} words={t('operations.auctionWords')}>
        <div className="narrow">
          <InstrumentPick
            value={id}
            onChange={setId}
            first={{ value: '', label: t('operations.choose') }}
          />
        </div>
        <OnOff {...{ act, target, ...words }}>
          <Button
            disabled={act.isBusy || id === ''}
            onClick={() => void act.run((reason) => callAuction(Number(id), reason))}
          >
            {t('operations.callAuction')}
          </Button>
        </OnOff>
      </Block>
    </>
  );
}

function Accounts({ act }: ActProps) {
  const t = useText();
  const [number, setNumber] = useState('');
  const target: SwitchTarget | undefined = /^\d{1,9}$/.test(number)
    ? { is: 'account', id: Number(number) }
    : undefined;
  return (
    <Block title={t('operations.account')} words={t('operations.accountWords')}>
      <div className="narrow">
        <TextField
          label={t('operations.accountNumber')}
          inputMode="numeric"
          value={number}
          onChange={setNumber}
        />
      </div>
      <OnOff {...{ act, target }} off={t('operations.block')} on={t('operations.unblock')} />
    </Block>
  );
}

function Day({ act, onRun }: ActProps & { readonly onRun: () => void }) {
  const t = useText();
  const [date, setDate] = useState('');
  const now = useAnswer(readBusinessDay);
  return (
    <Block title={t('operations.day')} words={t('operations.dayWords')}>
      <Answer answer={now}>
        {({ date: day }) => (
          <p className="block-words">
            {day === '' ? t('operations.noDay') : t('operations.dayNow', { day })}
          </p>
        )}
      </Answer>
      <div className="narrow">
        <TextField label={t('operations.date')} type="date" value={date} onChange={setDate} />
      </div>
      <p className="acts">
        <Button
          disabled={act.isBusy || date === ''}
          onClick={() =>
            void act.run(
              (reason) => runBusinessDay(date, reason),
              () => {
                void now.reload();
                onRun();
              },
            )
          }
        >
          {t('operations.runDay')}
        </Button>
      </p>
    </Block>
  );
}

function Bust({ act }: ActProps) {
  const t = useText();
  const [trade, setTrade] = useState('');
  const isTrade = /^\d{1,15}$/.test(trade);
  return (
    <Block title={t('operations.bust')} words={t('operations.bustWords')}>
      <div className="narrow">
        <TextField
          label={t('operations.trade')}
          inputMode="numeric"
          value={trade}
          onChange={setTrade}
        />
      </div>
      <p className="acts">
        <Button
          disabled={act.isBusy || !isTrade}
          onClick={() => void act.run((reason) => proposeBust(Number(trade), reason))}
        >
          {t('operations.propose')}
        </Button>
      </p>
    </Block>
  );
}
