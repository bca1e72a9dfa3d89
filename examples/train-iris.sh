#!/bin/sh
# Trains the network of iris-network.ad by gradient descent, as a plain shell loop: `grad --save`
# writes the gradient by each weight matrix to a file, `eval --save` the next weights.
#
# iris.csv: 150 flowers in three species, measured by Anderson (1935), published by Fisher (1936).
# Every second one is for training, the others are for the test.

set -e
network=$(cd "$(dirname "$0")" && pwd)/iris-network.ad
iris=$(dirname "$network")/iris.csv
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cd "$work"

# The measurements with mean 0 and deviation 1, a flower in each column; the species as 0 and 1.
autodiff eval "
  measured = iris[:, 1:4]
  centred = measured - mean(measured, 1)
  H = (centred ./ sqrt(mean(centred.^2, 1)))'
  T = (iris[:, 5] == (1:3))'
  H_train = H[:, 1:2:end]; T_train = T[:, 1:2:end]
  H_test = H[:, 2:2:end];  T_test = T[:, 2:2:end]" iris=@"$iris" \
  --save H_train=H_train.npy --save T_train=T_train.npy \
  --save H_test=H_test.npy --save T_test=T_test.npy

# The first weights: small, and all different.
autodiff eval 'W1 = sin(reshape(1:24, 6, 4))/2; W2 = cos(reshape(1:18, 3, 6))/2' \
  --save W1=W1.npy --save W2=W2.npy
autodiff eval 'b1 = zeros(6, 1); b2 = zeros(3, 1)' --save b1=b1.npy --save b2=b2.npy

weights='W1=@W1.npy b1=@b1.npy W2=@W2.npy b2=@b2.npy'
train='H0=@H_train.npy T=@T_train.npy'
test='H0=@H_test.npy T=@T_test.npy'

# result NAME DATA: one number that the network gives.
result() {
  autodiff eval --digits 4 -f "$network" --output "$1" $weights $2
}

step=0
while :; do
  [ $((step % 10)) -eq 0 ] && echo "step $step: loss $(result c "$train")"
  [ $step -eq 60 ] && break
  autodiff grad -f "$network" --output c --wrt W1,b1,W2,b2 $weights $train \
    --save W1=dW1.npy --save b1=db1.npy --save W2=dW2.npy --save b2=db2.npy
  for w in W1 b1 W2 b2; do
    autodiff eval 'w_next = w - eta*dw' w=@$w.npy dw=@d$w.npy eta=1 --save w_next=$w.npy
  done
  step=$((step + 1))
done

echo "accuracy in training: $(result accuracy "$train")"
echo "accuracy in the test: $(result accuracy "$test")"
