// A milter that wants every header and the whole body, keeps nothing and discards the mail: what a
// desk would cost that stored nothing. usage: discard-milter unix:SOCKET

#include <libmilter/mfapi.h>

#include <sys/stat.h>

#include <cstdio>

namespace {

sfsistat on_mail(SMFICTX*, char**) {
    return SMFIS_CONTINUE;
}

sfsistat on_header(SMFICTX*, char*, char*) {
    return SMFIS_CONTINUE;
}

sfsistat on_step(SMFICTX*) {
    return SMFIS_CONTINUE;
}

sfsistat on_body(SMFICTX*, unsigned char*, size_t) {
    return SMFIS_CONTINUE;
}

sfsistat on_end(SMFICTX*) {
    return SMFIS_DISCARD;
}

char program_name[] = "discard-milter";

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("usage: discard-milter unix:SOCKET\n", stderr);
        return 64;
    }
    smfiDesc steps{};
    steps.xxfi_name = program_name;
    steps.xxfi_version = SMFI_VERSION;
    steps.xxfi_envfrom = on_mail;
    steps.xxfi_envrcpt = on_mail;
    steps.xxfi_header = on_header;
    steps.xxfi_eoh = on_step;
    steps.xxfi_body = on_body;
    steps.xxfi_eom = on_end;
    umask(0); // Postfix connects as another user
    if (smfi_register(steps) != MI_SUCCESS || smfi_setconn(argv[1]) != MI_SUCCESS) {
        return 1;
    }
    return smfi_main() == MI_SUCCESS ? 0 : 1;
}
