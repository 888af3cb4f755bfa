// What Vite lets a module import besides code: style sheets and files.
/// <reference types="vite/client" />
