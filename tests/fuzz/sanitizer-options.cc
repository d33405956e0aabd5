// Undefined behaviour is a finding: it ends the fuzzer as a broken claim does.
extern "C" const char* __ubsan_default_options();

extern "C" const char* __ubsan_default_options() {
    return "halt_on_error=1:print_stacktrace=1";
}
