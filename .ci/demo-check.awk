# Reads what `kith demo --json` prints and fails where the demo learned less than it should.
function figure(name,    at) {
    at = match($0, "\"" name "\":[0-9.eE-]+")
    return at ? substr($0, at + length(name) + 3, RLENGTH - length(name) - 3) + 0 : -1
}
/^\{/ {
    sub(/.*"test":/, "")
    accuracy = figure("accuracy")
    mlp = figure("mlp")
    seen = 1
}
END {
    if (!seen || accuracy < 0.88 || mlp < 0 || accuracy < mlp + 0.20) {
        print "The demo's test accuracy is " accuracy " and the MLP's " mlp "; 0.88 and 20 points more than the MLP are asked for." > "/dev/stderr"
        exit 1
    }
}
