// Bodies that the routes of identity take: strict, unknown keys are refused (r:S8, ASVS 5.0 15.3.3).

import { z } from '@hono/zod-openapi';
import { Role } from '../../shared/domain/role.ts';
import { SCOPES } from '../identity/user-principal.ts';

const EMAIL_MAX = 254;
const TEXT_MAX = 120;

const email = () => z.email().max(EMAIL_MAX);
/** Judged by password-rules.ts; here only what no password may reach. */
const password = () => z.string().min(1).max(1024);
const token = () => z.string().max(128);
const code = () => z.string().regex(/^\d{6}$/);
const text = () => z.string().trim().max(TEXT_MAX);
const country = () => z.string().regex(/^([A-Z]{2})?$/);
const answer = () => z.int().min(-1).max(4);
const why = () => z.string().trim().min(10).max(500);
const name = () => z.string().trim().min(1).max(60);
const base64url = (max: number) => z.string().regex(/^[\w-]*$/).max(max); // prettier-ignore

export const Register = z.strictObject({
  ...{ email: email(), password: password(), language: z.enum(['en', 'zh']) },
});
export const Token = z.strictObject({ token: token() });
export const SetUp = z.strictObject({ token: token(), email: email(), password: password() });
export const SignIn = z.strictObject({ email: email(), password: password() });
export const SecondFactor = z.strictObject({
  challenge: token(),
  code: code().optional(),
  recoveryCode: z.string().max(40).optional(),
});
export const Forgot = z.strictObject({ email: email() });
export const Reset = z.strictObject({ token: token(), password: password() });
export const ChangePassword = z.strictObject({ current: password(), next: password() });
export const Proof = z.strictObject({ password: password().optional(), code: code().optional() });
export const Code = z.strictObject({ code: code() });
export const Nothing = z.strictObject({});

export const ProfileBody = z.strictObject({
  identity: z.strictObject({
    ...{ givenName: text(), familyName: text(), street: text(), town: text() },
    birthDate: z.union([z.literal(''), z.iso.date()]),
    ...{ nationality: country(), country: country() },
    postalCode: z.string().trim().max(20),
    phone: z.string().regex(/^(\+?[\d ()-]{5,30})?$/),
    taxNumber: z.string().trim().max(40),
  }),
  suitability: z.strictObject({
    ...{ knowledge: answer(), experience: answer(), lossTolerance: answer() },
    ...{ horizon: answer(), income: answer() },
  }),
});

const credential = {
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
  clientExtensionResults: z.record(z.string(), z.unknown()),
};
const clientData = base64url(4096);

/** RegistrationResponseJSON of WebAuthn level 3. */
export const NewPasskey = z.strictObject({
  name: name(),
  answer: z.strictObject({
    ...credential,
    response: z.strictObject({
      clientDataJSON: clientData,
      attestationObject: base64url(16_384),
      authenticatorData: base64url(8192).optional(),
      transports: z.array(z.string().max(20)).max(10).optional(),
      publicKeyAlgorithm: z.int().optional(),
      publicKey: base64url(4096).optional(),
    }),
  }),
});
/** AuthenticationResponseJSON of WebAuthn level 3. */
export const PasskeySignIn = z.strictObject({
  answer: z.strictObject({
    ...credential,
    response: z.strictObject({
      clientDataJSON: clientData,
      authenticatorData: base64url(8192),
      signature: base64url(4096),
      userHandle: base64url(256).optional(),
    }),
  }),
});

export const NewApiKey = z.strictObject({
  name: name(),
  kind: z.enum(['ed25519', 'hmac']),
  publicKey: z.string().max(400).optional(),
  scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
  addresses: z.array(z.string().max(50)).max(20),
  expiresMs: z.int().min(0),
});

export const RoleChange = z.strictObject({ role: z.enum(Role) });
export const Unmask = z.strictObject({ reason: why() });
export const Decision = z.strictObject({ approve: z.boolean(), reason: why() });
export const UserSearch = z.strictObject({ query: z.string().max(EMAIL_MAX).default('') });
