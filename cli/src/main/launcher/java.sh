# shellcheck shell=bash disable=SC2034 # java_home is for the script that sources this
# Finds the Java that Kith runs on. Sourced: sets java_home, or ends the script with a sentence.

readonly java_feature=25

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

is_java() {
    [[ -x $1/bin/java ]] && grep -qs "^JAVA_VERSION=\"${java_feature}[.\"]" "$1/release"
}

find_java() {
    if [[ -n ${KITH_JAVA_HOME:-} ]]; then
        is_java "$KITH_JAVA_HOME" ||
            fail "KITH_JAVA_HOME is $KITH_JAVA_HOME, and that is no Java $java_feature. Point it at one, or unset it."
        java_home=$KITH_JAVA_HOME
        return
    fi
    local candidate
    for candidate in "${JAVA25_HOME:-}" "${JDK25_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/* \
        "$HOME"/.sdkman/candidates/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        if [[ -n $candidate ]] && is_java "$candidate"; then
            java_home=$candidate
            return
        fi
    done
    fail "Kith needs a JDK $java_feature: install one (for example Temurin $java_feature)," \
        "or set KITH_JAVA_HOME to where it is."
}
